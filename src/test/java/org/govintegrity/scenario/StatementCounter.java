package org.govintegrity.scenario;

import org.springframework.beans.factory.config.BeanPostProcessor;

import javax.sql.DataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Counts the statements that go to the database, all and by their text. */
public class StatementCounter implements BeanPostProcessor {

    private final AtomicInteger prepared = new AtomicInteger();
    private final Map<String, Integer> byText = new ConcurrentHashMap<>();

    public int count() {
        return prepared.get();
    }

    /** The texts prepared most often since the last call, the most frequent first. */
    public Map<String, Integer> most(int limit) {
        Map<String, Integer> most = new LinkedHashMap<>();
        byText.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed()).limit(limit)
                .forEach(entry -> most.merge(entry.getKey().replaceAll("\\s+", " "), entry.getValue(), Integer::sum));
        byText.clear();
        return most;
    }

    /** How many statements that takes: the least of three times, because tables of rules are looked for again every ten seconds. */
    public int of(Runnable action) {
        return IntStream.range(0, 3).map(time -> {
            int before = count();
            action.run();
            return count() - before;
        }).min().orElseThrow();
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source ? proxy(source, DataSource.class, "getConnection", (connection, args) -> counting(connection)) : bean;
    }

    private Object counting(Object connection) {
        return proxy(connection, Connection.class, "prepareStatement", (statement, args) -> {
            prepared.incrementAndGet();
            byText.merge((String) args[0], 1, Integer::sum);
            return statement;
        });
    }

    private interface Wrapping {
        Object wrap(Object result, Object[] args);
    }

    private static Object proxy(Object target, Class<?> type, String method, Wrapping wrapping) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, (self, called, args) -> {
            try {
                Object result = called.invoke(target, args);
                return called.getName().equals(method) ? wrapping.wrap(result, args) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
