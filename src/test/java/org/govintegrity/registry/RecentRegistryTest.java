package org.govintegrity.registry;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Who rests on a registry of a moment ago still sees what was loaded here, and nothing that is not finished. */
class RecentRegistryTest {

    @TempDir
    Path folder;
    private RegistryFixture fixture;
    private String before;

    @BeforeEach
    void aDistrictThatIsInMemory() throws Exception {
        fixture = new RegistryFixture();
        for (var file : List.of("units.csv", "people.csv", "plan.yaml")) {
            try (var in = getClass().getResourceAsStream("/seeds/tiny/" + file)) {
                Files.copy(in, folder.resolve(file));
            }
        }
        fixture.loader().load(folder);
        before = fixture.registry.unit("dongzhen").fullName();
        assertThat(recentName()).isEqualTo(before);
    }

    @Test
    void whatIsLoadedHereCountsAtOnce() throws IOException {
        rename("改名后的镇");
        fixture.loader().load(folder);
        assertThat(recentName()).isEqualTo("改名后的镇");
    }

    @Test
    void anUnfinishedLoadIsSeenByNobodyElseAndAnUndoneOneByNobody() throws IOException {
        rename("改名后的镇");
        var meanwhile = new AtomicReference<String>();
        fixture.listener = event -> {
            assertThat(fixture.registry.unit("dongzhen").fullName()).isEqualTo("改名后的镇");   // now it is in memory
            meanwhile.set(CompletableFuture.supplyAsync(this::recentName).join());
            throw new IllegalStateException("the load fails");
        };
        assertThatThrownBy(() -> fixture.loader().load(folder)).hasMessage("the load fails");
        assertThat(meanwhile.get()).isEqualTo(before);
        assertThat(recentName()).isEqualTo(before);
    }

    /** As a service without a transaction reads it. */
    private String recentName() {
        var scope = new TransactionTemplate(fixture.transactions.getTransactionManager());
        scope.setPropagationBehavior(TransactionDefinition.PROPAGATION_SUPPORTS);
        return scope.execute(status -> {
            fixture.registry.useRecent();
            return fixture.registry.unit("dongzhen").fullName();
        });
    }

    private void rename(String name) throws IOException {
        var units = folder.resolve("units.csv");
        Files.writeString(units, Files.readString(units).replace(before, name));
    }
}
