package org.bactrian.simulator;

/** What a gateway before a provider answers when the provider is gone. */
final class ErrorPage {
    static final String HTML =
            """
            <html>
            <head><title>502 Bad Gateway</title></head>
            <body><center><h1>502 Bad Gateway</h1></center><hr><center>simulated gateway</center></body>
            </html>
            """;

    private ErrorPage() {}
}
