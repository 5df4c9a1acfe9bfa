using System.Diagnostics.CodeAnalysis;

namespace PartnerLrs.Kernel;

/// <summary>A value, or the expected <see cref="Kernel.Error"/> that stands in its place. Exceptions are for bugs and broken infrastructure.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public readonly struct Result<T>
{
    private readonly T? value;

    private Result(T? value, Error? error)
    {
        this.value = value;
        Error = error;
    }

    /// <summary>The failure, or null on success.</summary>
    public Error? Error { get; }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">The result is a failure.</exception>
    public T Value => Error is null ? value! : throw new InvalidOperationException($"No value: {Error.Message}");

    /// <summary>Takes the value on success, or the error on failure.</summary>
    /// <returns>True on success.</returns>
    public bool TryGet([NotNullWhen(true)] out T? success, [NotNullWhen(false)] out Error? error)
    {
        success = value;
        error = Error;
        return error is null;
    }

    /// <summary>A success.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>A failure.</summary>
    public static implicit operator Result<T>(Error error) => new(default, error);
}
