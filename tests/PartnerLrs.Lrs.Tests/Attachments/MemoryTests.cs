using System.Security.Cryptography;

namespace PartnerLrs.Lrs.Tests.Attachments;

/// <summary>A large attachment passes through in pieces. Alone, because what other tests hold in memory would be counted too.</summary>
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    private const int Size = 100 * 1024 * 1024;
    private const int Allowed = 40 * 1024 * 1024;

    [Theory, DatabaseData]
    public async Task A_hundred_megabytes_go_in_and_come_out_without_standing_in_memory(Dialect dialect)
    {
        await using var server = await LrsServer.StartAsync(dialect);
        var lrs = await server.AllAsync();
        (await lrs.PostAsync(Make.Statement())).Is(HttpStatusCode.OK);
        var id = Make.Id();
        string hash;
        using (var reading = new Numbers(Size))
            hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(reading));
        var announced = Part.Of([], hash: hash);
        var head = Multipart.Bytes([Part.Json(Make.Statement(id, more: Announce.All(Announce.One([], hash: hash, length: Size)))), announced], close: false)[..^2];

        await using var peak = new Peak();
        using (var upload = new StreamContent(new Chain(new MemoryStream(head), new Numbers(Size), new MemoryStream(System.Text.Encoding.ASCII.GetBytes($"\r\n--{Multipart.Boundary}--\r\n")))))
        {
            upload.Headers.TryAddWithoutValidation("Content-Type", $"multipart/mixed; boundary=\"{Multipart.Boundary}\"");
            using var stored = await lrs.OpenAsync(HttpMethod.Post, LrsClient.Statements, upload);
            Assert.Equal(HttpStatusCode.OK, stored.StatusCode);
        }

        using (var answer = await lrs.OpenAsync(HttpMethod.Get, $"{LrsClient.Statements}?statementId={id:D}&attachments=true"))
        {
            var type = Microsoft.Net.Http.Headers.MediaTypeHeaderValue.Parse(answer.Content.Headers.ContentType!.ToString());
            var reader = new Microsoft.AspNetCore.WebUtilities.MultipartReader(type.Boundary.Value!, await answer.Content.ReadAsStreamAsync());
            _ = await reader.ReadNextSectionAsync();
            var part = await reader.ReadNextSectionAsync();
            Assert.Equal(hash, Convert.ToHexStringLower(await SHA256.HashDataAsync(part!.Body)));
        }

        var (managed, native) = await peak.StopAsync();
        Assert.True(managed < Allowed, $"{managed / 1024 / 1024} MiB more were alive on the heap.");
        Assert.True(native < Allowed, $"SQLite held {native / 1024 / 1024} MiB.");
    }

    /// <summary>Runs without other collections.</summary>
    [CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
    public sealed class Alone;

    /// <summary>The most that was alive at once. Each sample collects first, so what merely waits to be collected does not count.</summary>
    private sealed class Peak : IAsyncDisposable
    {
        private readonly long before = GC.GetTotalMemory(forceFullCollection: true);
        private readonly CancellationTokenSource stop = new();
        private readonly Task sampling;
        private long most;

        public Peak()
        {
            SQLitePCL.raw.sqlite3_memory_highwater(1);
            sampling = Task.Run(SampleAsync);
        }

        public async Task<(long Managed, long Native)> StopAsync()
        {
            await stop.CancelAsync();
            await sampling;
            return (most - before, SQLitePCL.raw.sqlite3_memory_highwater(0));
        }

        public async ValueTask DisposeAsync()
        {
            await StopAsync();
            stop.Dispose();
        }

        private async Task SampleAsync()
        {
            while (!stop.IsCancellationRequested)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
                await Task.Delay(50);
            }
        }
    }

    /// <summary>Bytes that follow from their place, so that nobody has to hold them.</summary>
    private sealed class Numbers(int size) : Readable
    {
        private int at;

        public override int Read(Span<byte> buffer)
        {
            var count = Math.Min(buffer.Length, size - at);
            for (var i = 0; i < count; i++)
                buffer[i] = (byte)(((at + i) * 2654435761L) >> 13);
            at += count;
            return count;
        }
    }

    private sealed class Chain(params Stream[] streams) : Readable
    {
        private int current;

        public override int Read(Span<byte> buffer)
        {
            for (; current < streams.Length; current++)
            {
                if (streams[current].Read(buffer) is var count and > 0)
                    return count;
            }

            return 0;
        }
    }

    private abstract class Readable : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer.AsSpan(offset, count)));

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
