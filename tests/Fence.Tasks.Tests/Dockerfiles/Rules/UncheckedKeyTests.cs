namespace Fence.Tasks.Tests.Dockerfiles.Rules;

public sealed class UncheckedKeyTests
{
    [Theory]
    [InlineData("RUN wget -O- https://a.example.com/k.asc | gpg --dearmor > /usr/share/keyrings/k.gpg", "2:5 FD043")]
    [InlineData("RUN curl -fsSL https://a.example.com/k.asc | gpg --dearmor -o /etc/apt/keyrings/k.gpg", "2:5 FD043")]
    [InlineData("RUN install -m 0755 -d /etc/apt/keyrings && curl -fsSL https://a.example.com/gpg -o /etc/apt/keyrings/k.asc", "2:45 FD043")]
    [InlineData("RUN wget -qO /etc/apt/trusted.gpg.d/k.asc https://a.example.com/k.asc", "2:5 FD043")]
    [InlineData("RUN wget -qO- https://a.example.com/k.asc | tee /etc/apt/trusted.gpg.d/k.asc", "2:5 FD043")]
    [InlineData("RUN curl https://a.example.com/k.asc > /usr/share/keyrings/k.asc", "2:5 FD043")]
    [InlineData("RUN curl -o /tmp/k https://a.example.com/k.asc && gpg --import /tmp/k", "2:5 FD043")]
    [InlineData("ONBUILD RUN curl https://a.example.com/k.asc | gpg --import", "2:13 FD043")]
    [InlineData("RUN gpg --keyserver hkps://keys.example.com --recv-keys 89ABCDEF", "2:57 FD043")]
    [InlineData("RUN gpg --batch --recv-keys 0x0123456789ABCDEF", "2:29 FD043")]
    public void Catches(string lines, string places) => Assert.Equal(places, DockerfileExamples.PlacesOfLines("FD043", lines));

    [Theory]
    [InlineData("RUN curl -o /tmp/k https://a.example.com/k && echo \"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef  /tmp/k\" | sha256sum -c - && gpg --import /tmp/k")]
    [InlineData("RUN curl -o /tmp/k https://a.example.com/k && gpg --show-keys /tmp/k | grep -q 'ABCD 0123 4567 89AB CDEF  0123 4567 89AB CDEF 0123' && gpg --import /tmp/k")]
    [InlineData("ENV FINGERPRINT=0123456789ABCDEF0123456789ABCDEF01234567\nRUN curl -o /tmp/k https://a.example.com/k && gpg --show-keys /tmp/k | grep \"$FINGERPRINT\" && gpg --import /tmp/k")]
    [InlineData("RUN gpg --keyserver hkps://keys.example.com --recv-keys 0123456789ABCDEF0123456789ABCDEF01234567")]
    [InlineData("RUN wget -O- https://a.example.com/k | apt-key add -")]
    [InlineData("COPY k.asc /tmp/k.asc\nRUN gpg --dearmor < /tmp/k.asc > /usr/share/keyrings/k.gpg")]
    [InlineData("RUN curl https://a.example.com/a.tar | tar x")]
    [InlineData("RUN curl -O https://a.example.com/a.tar && gpg --verify a.tar.sig a.tar")]
    [InlineData("# RUN wget -O- https://a.example.com/k.asc | gpg --dearmor > /usr/share/keyrings/k.gpg")]
    public void Does_not_catch(string lines) => Assert.Equal("", DockerfileExamples.PlacesOfLines("FD043", lines));
}
