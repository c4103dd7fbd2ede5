package org.govintegrity.web;

import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.common.Refusal;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who is asking for this page. */
@Component("me")
public class CurrentPerson {

    private final Registry registry;
    private final CaseAccess access;

    CurrentPerson(Registry registry, CaseAccess access) {
        this.registry = registry;
        this.access = access;
    }

    public boolean signedIn() {
        Authentication current = SecurityContextHolder.getContext().getAuthentication();
        return current != null && current.isAuthenticated() && !(current instanceof AnonymousAuthenticationToken);
    }

    /** The person's id; only for somebody signed in. */
    public String id() {
        if (!signedIn()) {
            throw new IllegalStateException("nobody is signed in");
        }
        return SecurityContextHolder.getContext().getAuthentication().getName();
    }

    /** What the registry knows of them; empty for an account that is not in people.csv. */
    public Optional<Person> person() {
        return registry.findPerson(id());
    }

    public String name() {
        return person().map(Person::name).orElseGet(this::id);
    }

    /** Asked of the registry, not of the session: who lost an office an hour ago has lost its rights. */
    public List<String> groups() {
        return registry.groupsOf(id());
    }

    /** Whom notices to this person are addressed to: their groups and themselves. */
    public List<String> addresses() {
        return Stream.concat(groups().stream(), Stream.of(Registry.personGroup(id()))).toList();
    }

    public boolean is(Role role) {
        return signedIn() && groups().contains(role.id());
    }

    public boolean supervisor() {
        return is(Role.SUPERVISOR);
    }

    public boolean creditCentre() {
        return is(Role.CREDIT_CENTRE);
    }

    public boolean admin() {
        return is(Role.ADMIN);
    }

    /** Whether their office covers all cases of the district. */
    public boolean districtWide() {
        return signedIn() && access.districtWide(id());
    }

    /** @throws Refusal (forbidden) with these words, if the person does not have that role */
    public void require(Role role, String otherwise) {
        if (!is(role)) {
            throw Refusal.forbidden(otherwise);
        }
    }
}
