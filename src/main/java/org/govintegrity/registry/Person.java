package org.govintegrity.registry;

import java.util.Set;

/**
 * Somebody with an account.
 *
 * @param id    letters, then digits if need be; also the user id in the engine
 * @param roles may be empty: the person has left and keeps only their name on old records
 * @param mail  null when they have no address
 * @param note  null, or for instance {@code 示例人员}
 */
public record Person(String id, String name, String unitId, String post, Set<Role> roles, String mail, String note) {

    public Person {
        roles = Set.copyOf(roles);
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }
}
