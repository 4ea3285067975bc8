package dev.kith.ingest.connection;

import dev.kith.graph.KithException;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * A label, relationship type or property name as it may stand in a Cypher text: in backticks, with backticks in it
 * doubled. No name reaches a query in any other way.
 *
 * <p>Names have 1 to {@value #MAXIMUM_LENGTH} characters. Refused are the character 0 and lone surrogates, which the
 * server cannot store, and a backslash before a {@code u}: Cypher reads that as a Unicode escape before it looks for
 * backticks, so {@code \}{@code u0060} would end the name.
 */
public final class CypherName {
    static final int MAXIMUM_LENGTH = 1_000;

    private CypherName() {}

    /** The quoted name, for example {@code `born in`}; refuses a name out of bounds. */
    public static String quote(String name) {
        if (name == null || name.isEmpty()) {
            throw new KithException("A label, type or property name is empty; give it a name.");
        }
        if (name.length() > MAXIMUM_LENGTH) {
            throw new KithException(
                    "The name '%s…' has %,d characters; labels, types and properties may have %,d. Shorten it."
                            .formatted(name.substring(0, 40), name.length(), MAXIMUM_LENGTH));
        }
        for (int i = 0; i < name.length(); i++) {
            refuse(name, i);
        }
        return '`' + name.replace("`", "``") + '`';
    }

    /** Labels as they follow a variable, for example {@code :`Person`:`Actor`}. */
    public static String labels(Collection<String> labels) {
        return labels.stream().map(label -> ":" + quote(label)).collect(Collectors.joining());
    }

    private static void refuse(String name, int position) {
        char c = name.charAt(position);
        char next = position + 1 < name.length() ? name.charAt(position + 1) : ' ';
        char previous = position > 0 ? name.charAt(position - 1) : ' ';
        boolean alone = Character.isHighSurrogate(c)
                ? !Character.isLowSurrogate(next)
                : Character.isLowSurrogate(c) && !Character.isHighSurrogate(previous);
        if (c == 0 || alone || (c == '\\' && next == 'u')) {
            throw new KithException("The name '%s' cannot be used in Neo4j: character %d is %s. Rename it."
                    .formatted(
                            name.replaceAll("\\p{Cntrl}|\\p{Cs}", "?"),
                            position + 1,
                            c == 0 ? "NUL" : alone ? "half of a surrogate pair" : "a backslash before 'u'"));
        }
    }
}
