package org.govintegrity.notice;

import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.govintegrity.registry.Unit;
import org.springframework.stereotype.Component;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Whose mailboxes stand for a group. */
@Component
class MailAddresses {

    private final Registry registry;

    MailAddresses(Registry registry) {
        this.registry = registry;
    }

    Set<String> of(String group) {
        Set<String> addresses = new LinkedHashSet<>();
        registry.findPerson(group).map(Person::mail).ifPresent(addresses::add);
        Optional<Unit> unit = registry.findUnit(group);
        unit.map(Unit::mail).ifPresent(addresses::add);
        registry.peopleInGroup(group).stream()
                .filter(person -> unit.isEmpty() || person.has(Role.HEAD))   // a unit: its mailbox and its head
                .map(Person::mail).filter(Objects::nonNull).forEach(addresses::add);
        return addresses;
    }
}
