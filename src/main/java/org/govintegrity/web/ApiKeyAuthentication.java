package org.govintegrity.web;

import org.govintegrity.check.ApiKey;
import org.springframework.security.authentication.AbstractAuthenticationToken;

import java.util.List;

/** Another system has shown its key. It is in no group: what it may do is written on the key. */
public class ApiKeyAuthentication extends AbstractAuthenticationToken {

    private final transient ApiKey key;

    public ApiKeyAuthentication(ApiKey key) {
        super(List.of());
        this.key = key;
        setAuthenticated(true);
    }

    ApiKey key() {
        return key;
    }

    @Override
    public Object getCredentials() {
        return null;
    }

    @Override
    public Object getPrincipal() {
        return key.keyNo();
    }
}
