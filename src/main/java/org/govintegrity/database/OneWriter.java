package org.govintegrity.database;

import org.springframework.jdbc.datasource.DelegatingDataSource;

import javax.sql.DataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one transaction at a time write to an H2 file, from its first change to its end; readers never wait.
 *
 * <p>H2 takes what it writes to the disk at a commit from one index after another while other transactions go on. Killed
 * then, it comes back with half of another transaction: rows that some connections see and others do not, and numbers of
 * identity columns that are given out twice (docs/decisions/0012-killed-hard.md). With one writer nothing else changes
 * while a commit is written. A thread that opens a second transaction within its first may write in both.
 */
class OneWriter extends DelegatingDataSource {

    /** Longer than any transaction of ours takes; one that never ends must not stop all others without a word. */
    private static final long SECONDS = 120;

    private final ReentrantLock writing = new ReentrantLock(true);

    OneWriter(DataSource database) {
        super(database);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return guarded(super.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return guarded(super.getConnection(user, password));
    }

    private Connection guarded(Connection connection) {
        Guard guard = new Guard();
        return (Connection) Proxy.newProxyInstance(OneWriter.class.getClassLoader(), new Class<?>[]{Connection.class}, (proxy, method, arguments) -> {
            if (guard.writes(method, arguments)) {
                guard.begin();
            }
            try {
                return switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> method.invoke(connection, arguments);
                };
            } catch (InvocationTargetException e) {
                throw e.getCause();
            } finally {
                if (guard.ends(method, arguments)) {
                    guard.end();
                }
            }
        });
    }

    /** Whether one connection has its turn. */
    private class Guard {

        private boolean held;

        /** A statement is prepared to be run at once; of one whose text is not known yet, the worst is assumed. */
        boolean writes(Method method, Object[] arguments) {
            return switch (method.getName()) {
                case "prepareStatement" -> !reads((String) arguments[0]);
                case "createStatement", "prepareCall" -> true;
                default -> false;
            };
        }

        /** Going back to a savepoint does not end the transaction. */
        boolean ends(Method method, Object[] arguments) {
            return switch (method.getName()) {
                case "commit", "close", "abort" -> true;
                case "rollback" -> arguments == null;
                default -> false;
            };
        }

        void begin() throws SQLException {
            if (held) {
                return;
            }
            try {
                held = writing.tryLock(SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (!held) {
                throw new SQLTimeoutException("another transaction has been writing for " + SECONDS + " seconds");
            }
        }

        void end() {
            if (held && writing.isHeldByCurrentThread()) {
                held = false;
                writing.unlock();
            }
        }

        private boolean reads(String sql) {
            String text = sql.stripLeading().toLowerCase(Locale.ROOT);
            return (text.startsWith("select") || text.startsWith("with")) && !text.contains("for update");
        }
    }
}
