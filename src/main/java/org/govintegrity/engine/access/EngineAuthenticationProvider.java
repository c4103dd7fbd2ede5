package org.govintegrity.engine.access;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

import java.util.List;

/**
 * Signs people in against the engine's identity service, which also slows down repeated wrong passwords
 * (10 attempts, each waiting longer, then locked). Groups become authorities {@code ROLE_<group>}.
 */
@Component
class EngineAuthenticationProvider implements AuthenticationProvider {

    private final IdentityService identity;

    EngineAuthenticationProvider(IdentityService identity) {
        this.identity = identity;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String person = attempt.getName();
        Object password = attempt.getCredentials();
        // ids are letters and digits only; anything else cannot be ours and need not reach the database
        if (person == null || !person.matches("[a-zA-Z0-9]{1,64}") || password == null
                || !identity.checkPassword(person, password.toString())) {
            throw new BadCredentialsException("账号或密码不正确");
        }
        List<SimpleGrantedAuthority> groups = identity.createGroupQuery().groupMember(person).unlimitedList().stream()
                .map(Group::getId).map(id -> new SimpleGrantedAuthority("ROLE_" + id)).toList();
        return UsernamePasswordAuthenticationToken.authenticated(person, null, groups);
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
