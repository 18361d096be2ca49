package org.bactrian.cli;

import picocli.CommandLine.Command;

/** {@code bactrian keys}: who may call over HTTP. */
@Command(
        name = "keys",
        description = "Makes, revokes and lists the API keys of callers.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {KeysAdd.class, KeysRevoke.class, KeysList.class})
final class KeysCommand {}
