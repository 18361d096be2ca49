package org.bactrian.config;

/**
 * One thing wrong in a configuration file.
 *
 * @param file path as the user knows it
 * @param line from 1, or 0 where no line applies
 * @param key path of the key inside the file, or empty
 * @param message what is wrong
 * @param fix a line that would work, or what to do
 */
public record Fault(String file, int line, String key, String message, String fix) implements Comparable<Fault> {
    @Override
    public String toString() {
        String where = line > 0 ? file + ":" + line : file;
        String what = key.isEmpty() ? message : key + ": " + message;
        return where + ": " + what + (fix.isEmpty() ? "" : ". " + fix);
    }

    @Override
    public int compareTo(Fault other) {
        int byFile = file.compareTo(other.file);
        return byFile != 0 ? byFile : Integer.compare(line, other.line);
    }
}
