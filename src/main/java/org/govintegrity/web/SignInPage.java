package org.govintegrity.web;

import org.govintegrity.engine.DemoSignIn;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.govintegrity.registry.UnitKind;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

import java.util.List;
import java.util.stream.Stream;

/** Where people sign in; a demonstration also says with which accounts. */
@Page
class SignInPage {

    /** One unit is enough to show how unit accounts are named; the plan's page lists them all. */
    private static final int EXAMPLE_UNITS = 1;

    private final CurrentPerson me;
    private final DemoSignIn demo;
    private final Registry registry;
    private final PageWords words;

    SignInPage(CurrentPerson me, DemoSignIn demo, Registry registry, PageWords words) {
        this.me = me;
        this.demo = demo;
        this.registry = registry;
        this.words = words;
    }

    @GetMapping("/login")
    String signIn(Model model) {
        if (me.signedIn()) {
            return "redirect:/";
        }
        demo.password().ifPresent(password -> {
            model.addAttribute("demoPassword", password);
            model.addAttribute("demoAccounts", accounts());
        });
        return "login";
    }

    private List<Person> accounts() {
        List<Person> people = registry.people();
        Stream<Person> central = people.stream().filter(person -> person.roles().stream().anyMatch(role -> role != Role.HEAD && role != Role.CLERK));
        Stream<Person> ofUnit = registry.unitsOn(words.today()).stream()
                .filter(unit -> unit.kind() == UnitKind.GOVERNMENT && unit.headId() != null).limit(EXAMPLE_UNITS)
                .flatMap(unit -> registry.peopleOf(unit.id()).stream()).filter(person -> person.has(Role.HEAD) || person.has(Role.CLERK));
        return Stream.concat(central, ofUnit).distinct().toList();
    }
}
