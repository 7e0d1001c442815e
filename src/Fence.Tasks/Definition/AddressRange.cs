using System.Net;

namespace Fence.Tasks.Definition;

/// <summary>An address, or a network of them: <c>10.0.0.5</c>, <c>10.0.1.0/24</c>.</summary>
/// <param name="Network">The network; of one address for an address.</param>
/// <param name="IsSingle">Whether it is one address.</param>
public readonly record struct AddressRange(IPNetwork Network, bool IsSingle)
{
    /// <summary>Reads one; null when <paramref name="text"/> is none.</summary>
    public static AddressRange? Parse(string text)
    {
        if (IPAddress.TryParse(text, out var address))
            return new AddressRange(new IPNetwork(address, address.GetAddressBytes().Length * 8), IsSingle: true);
        return IPNetwork.TryParse(text, out var network) ? new AddressRange(network, IsSingle: false) : null;
    }

    /// <summary>Whether an address is it, or in it.</summary>
    public bool Has(IPAddress address) => Network.Contains(address);

    /// <summary>As it is written.</summary>
    public override string ToString() => IsSingle ? Network.BaseAddress.ToString() : Network.ToString();
}
