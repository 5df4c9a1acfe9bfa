namespace PartnerLrs.Lrs.Attachments;

/// <summary>
/// A file in the system's temporary folder that holds a request's attachments until they are known to be right, so that they need no memory. It is
/// made when the first byte comes and is gone when this is disposed; on Unix it has no name from the start, so even a crash leaves nothing.
/// </summary>
internal sealed class Spool : IAsyncDisposable
{
    private FileStream? file;

    /// <summary>How many bytes it holds.</summary>
    public long Length { get; private set; }

    /// <summary>Adds bytes at the end.</summary>
    /// <exception cref="SpoolException">The folder cannot be written or is full.</exception>
    public async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            file ??= Create();
            await RandomAccess.WriteAsync(file.SafeFileHandle, bytes, Length, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SpoolException(exception);
        }

        Length += bytes.Length;
    }

    /// <summary>Fills the buffer from a place on.</summary>
    /// <exception cref="EndOfStreamException">The spool holds fewer bytes than that.</exception>
    public async ValueTask ReadAsync(long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (!buffer.IsEmpty)
        {
            var read = file is null ? 0 : await RandomAccess.ReadAsync(file.SafeFileHandle, buffer, position, cancellationToken);
            if (read == 0)
                throw new EndOfStreamException("The spooled attachments end before they should.");
            buffer = buffer[read..];
            position += read;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (file is not null)
            await file.DisposeAsync();
        file = null;
    }

    private static FileStream Create()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            BufferSize = 0,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var path = Path.Combine(Path.GetTempPath(), $"partnerlrs-{Path.GetRandomFileName()}");
        var created = new FileStream(path, options);
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return created;
    }
}
