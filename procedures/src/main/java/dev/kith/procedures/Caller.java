// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures;

import org.neo4j.internal.kernel.api.security.SecurityContext;

/**
 * Who calls a procedure.
 *
 * @param admin whether they may see and touch what belongs to others
 */
public record Caller(String user, boolean admin) {
    /** Where the edition knows no roles, nobody has one: there the first user is the admin. */
    private static final String FIRST_USER = "neo4j";

    public static Caller of(SecurityContext security) {
        String named = security.subject().executingUser();
        // A server without authentication knows nobody: everything is the first user's there.
        String user = named == null || named.isBlank() ? FIRST_USER : named;
        boolean admin = security.roles().isEmpty()
                ? user.equals(FIRST_USER)
                : security.roles().contains("admin");
        return new Caller(user, admin);
    }

    /** Whether they may see and touch what belongs to that user. */
    public boolean mayTouch(String owner) {
        return admin || owner.equals(user);
    }
}
