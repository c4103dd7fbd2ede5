package org.govintegrity.registry;

import org.govintegrity.common.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

import java.time.LocalDateTime;
import java.util.List;

/** Which seed files were loaded when. */
@Service
public class SeedLoads {

    private final JdbcClient jdbc;

    SeedLoads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A load of a file that was new or changed something.
     *
     * @param sha256  of the file
     * @param added   rows that were new
     * @param changed rows that differed from before
     */
    public record SeedLoad(String fileName, String sha256, LocalDateTime loadedAt, int added, int changed) {
    }

    /** Newest first. */
    public List<SeedLoad> latest(int limit) {
        return jdbc.sql("select file_name, sha256, loaded_at, added, changed from registry_seed_load order by id desc fetch first " + limit + " rows only")
                .query(Rows.of(SeedLoad.class)).list();
    }
}
