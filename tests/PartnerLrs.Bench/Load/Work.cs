namespace PartnerLrs.Bench.Load;

/// <summary>What one connection asks, one request after the other. Each connection has its own.</summary>
internal abstract class Work
{
    /// <summary>Which of the run's kinds of request the last one was: each kind has its own latencies.</summary>
    public virtual int Kind => 0;

    /// <summary>How many statements the last request carried, or its answer did.</summary>
    public abstract int Carried { get; }

    /// <summary>Makes the next request.</summary>
    public abstract HttpRequestMessage Next();

    /// <summary>Whether this is the answer that was hoped for.</summary>
    public virtual bool Accepts(int status) => status is 200 or 204;

    /// <summary>Takes the body of an answer that was hoped for.</summary>
    public virtual void Take(ReadOnlySpan<byte> body)
    {
    }
}
