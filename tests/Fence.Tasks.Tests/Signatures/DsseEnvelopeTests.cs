using System.Text;
using Fence.Tasks.Signatures;

namespace Fence.Tasks.Tests.Signatures;

public sealed class DsseEnvelopeTests
{
    [Fact]
    public void What_is_signed_is_that_of_the_specifications_example() => Assert.Equal(
        "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
        Encoding.UTF8.GetString(DsseEnvelope.EncodeForSigning("http://example.com/HelloWorld", "hello world"u8)));

    [Fact]
    public void Lengths_are_of_bytes() => Assert.Equal(
        "DSSEv1 2 ä 0 ", Encoding.UTF8.GetString(DsseEnvelope.EncodeForSigning("ä", [])));

    [Fact]
    public void What_is_written_is_what_the_specification_shows() => Assert.Equal(
        """{"payload":"aGVsbG8gd29ybGQ=","payloadType":"http://example.com/HelloWorld","signatures":[{"keyid":"k","sig":"AQI="}]}""",
        Encoding.UTF8.GetString(new DsseEnvelope("http://example.com/HelloWorld", "hello world"u8.ToArray(), [new DsseSignature("k", new byte[] { 1, 2 })]).Write()));

    [Theory]
    [InlineData("+/8=")]
    [InlineData("-_8=")]
    [InlineData("-_8")]
    public void Both_kinds_of_base64_are_read_and_a_key_need_not_be_named(string payload)
    {
        var envelope = DsseEnvelope.Read(Encoding.UTF8.GetBytes($$"""{"payload":"{{payload}}","payloadType":"t","signatures":[{"sig":"AQI="}]}"""))!;

        Assert.Equal([0xfb, 0xff], envelope.Payload.ToArray());
        Assert.Null(Assert.Single(envelope.Signatures).KeyId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"payload":"?","payloadType":"t","signatures":[]}""")]
    [InlineData("""{"payload":"aa==","payloadType":1,"signatures":[]}""")]
    [InlineData("""{"payloadType":"t","signatures":[]}""")]
    [InlineData("""{"payload":"aa==","payloadType":"t","signatures":[{}]}""")]
    [InlineData("""{"payload":"aa==","payloadType":"t","signatures":[null]}""")]
    public void What_is_no_envelope_is_none(string text) => Assert.Null(DsseEnvelope.Read(Encoding.UTF8.GetBytes(text)));
}
