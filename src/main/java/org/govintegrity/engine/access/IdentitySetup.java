package org.govintegrity.engine.access;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.RegistryLoaded;
import org.govintegrity.registry.Role;
import org.govintegrity.registry.Unit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the registry's people and units the engine's users and groups; repeatable, and only what differs is written. */
@Component
@Order(30)
class IdentitySetup implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(IdentitySetup.class);

    private final IdentityService identity;
    private final Registry registry;
    private final SupervisionAccounts accounts;
    private final Rights rights;
    private final SecureRandom random = new SecureRandom();

    IdentitySetup(IdentityService identity, Registry registry, SupervisionAccounts accounts, Rights rights) {
        this.identity = identity;
        this.registry = registry;
        this.accounts = accounts;
        this.rights = rights;
    }

    @Override
    @Transactional
    public void run(ApplicationArguments args) {
        bringUpToDate();
        rights.grant();
    }

    /** A changed seed file takes effect at once, not at the next start. */
    @EventListener
    void on(RegistryLoaded loaded) {
        if (!identity.createGroupQuery().listPage(0, 1).isEmpty()) {
            bringUpToDate();
        }
    }

    private void bringUpToDate() {
        Set<String> groups = groups();
        Map<String, User> users = identity.createUserQuery().unlimitedList().stream().collect(Collectors.toMap(User::getId, u -> u));
        Map<String, Set<String>> memberships = memberships(groups);
        int added = 0;
        for (Person person : registry.people()) {
            User user = users.get(person.id());
            if (user == null) {
                user = identity.newUser(person.id());
                user.setPassword(firstPassword(person.id()));
                added++;
            }
            if (!person.name().equals(user.getFirstName()) || !"".equals(user.getLastName())) {
                user.setFirstName(person.name());
                user.setLastName("");
                identity.saveUser(user);
            }
            Set<String> wanted = new HashSet<>(registry.groupsOf(person.id()));
            Set<String> present = memberships.getOrDefault(person.id(), Set.of());
            wanted.stream().filter(g -> !present.contains(g)).forEach(g -> identity.createMembership(person.id(), g));
            present.stream().filter(g -> !wanted.contains(g) && groups.contains(g)).forEach(g -> identity.deleteMembership(person.id(), g));
        }
        if (added > 0) {
            LOG.info("已建立 {} 个登录账号", added);
        }
    }

    /** Creates missing groups; returns the ids of those that are ours. */
    private Set<String> groups() {
        Map<String, Group> known = identity.createGroupQuery().unlimitedList().stream().collect(Collectors.toMap(Group::getId, group -> group));
        Map<String, String> wanted = centralRoles();
        for (Unit unit : registry.units()) {
            wanted.put(unit.id(), unit.shortName());
            wanted.put(Registry.headGroup(unit.id()), unit.shortName() + "负责人");
        }
        wanted.forEach((id, name) -> {
            Group group = known.get(id);
            if (group == null) {
                group = identity.newGroup(id);
                group.setName(name);
            } else if (typeOf(id).equals(group.getType())) {
                return;
            }
            group.setType(typeOf(id));
            identity.saveGroup(group);
        });
        return wanted.keySet();
    }

    /** The engine makes nothing of a group's type; Admin shows it as it is. */
    private static String typeOf(String group) {
        return Role.of(group).map(role -> role == Role.ADMIN ? "系统" : "角色").orElse("单位");
    }

    private static Map<String, String> centralRoles() {
        return Arrays.stream(Role.values()).filter(role -> role != Role.HEAD && role != Role.CLERK)
                .collect(Collectors.toMap(Role::id, Role::title, (a, b) -> a, HashMap::new));
    }

    private Map<String, Set<String>> memberships(Set<String> groups) {
        Map<String, Set<String>> byUser = new HashMap<>();
        for (String group : new ArrayList<>(groups)) {
            for (User member : identity.createUserQuery().memberOfGroup(group).unlimitedList()) {
                byUser.computeIfAbsent(member.getId(), id -> new HashSet<>()).add(group);
            }
        }
        return byUser;
    }

    /** In the demonstration the one everybody knows; otherwise one nobody knows, until an administrator sets another. */
    private String firstPassword(String personId) {
        if (accounts.demo()) {
            return accounts.demoPassword();
        }
        if ("admin".equals(personId)) {
            return accounts.adminPassword();
        }
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return "A9-" + Base64.getUrlEncoder().encodeToString(bytes) + "z";
    }
}
