package org.govintegrity.engine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.util.Objects;

/**
 * Frees the jobs that a killed server had locked, before the job executor starts. The engine would let them wait until the lock
 * runs out, five minutes, for another node might be at them; an H2 file admits one process only, so nobody can be. On a database
 * server other nodes may be running, and their locks stand.
 */
@Component
class LeftLocks implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(LeftLocks.class);

    private final JdbcTemplate jdbc;

    LeftLocks(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        String url = Objects.requireNonNullElse(jdbc.execute((ConnectionCallback<String>) connection -> connection.getMetaData().getURL()), "");
        if (url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:h2:tcp:") && !url.startsWith("jdbc:h2:ssl:") && !url.contains("AUTO_SERVER=TRUE")) {
            int freed = jdbc.update("update ACT_RU_JOB set LOCK_OWNER_ = null, LOCK_EXP_TIME_ = null where LOCK_OWNER_ is not null");
            if (freed > 0) {
                LOG.info("上次运行中断时正在执行的{}项作业已释放，随即重新执行", freed);
            }
        }
    }
}
