package org.bactrian.cli;

import picocli.CommandLine.Command;

/** {@code bactrian cache}: the answers that a service keeps. */
@Command(
        name = "cache",
        description = "Forgets answers that the running service keeps.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = CachePurge.class)
final class CacheCommand {}
