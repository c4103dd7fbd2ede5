package org.govintegrity.calendar;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Loads the district's calendar files, before anything asks for a date. A year that an administrator has loaded since
 * is not put back to what the file says.
 */
@Component
@Order(5)
class CalendarAtStartUp implements ApplicationRunner {

    private final CalendarService calendar;
    private final CalendarStore store;
    private final String seeds;

    CalendarAtStartUp(CalendarService calendar, CalendarStore store, @Value("${supervision.seeds}") String seeds) {
        this.calendar = calendar;
        this.store = store;
        this.seeds = seeds.contains(":") && !seeds.matches("[A-Za-z]:[\\\\/].*") ? seeds : "file:" + seeds;
    }

    @Override
    public void run(ApplicationArguments args) throws IOException {
        Resource[] files = new PathMatchingResourcePatternResolver().getResources(seeds + "/calendar/*.csv");
        List<Integer> uploaded = store.loads().stream().filter(load -> !"system".equals(load.loadedBy())).map(YearStatus::year).toList();
        for (Resource file : Arrays.stream(files).sorted(Comparator.comparing(Resource::getFilename).reversed()).toList()) {
            byte[] content = file.getContentAsByteArray();
            if (file.getFilename().equals("statutory.csv")) {
                calendar.loadStatutory(file.getFilename(), content);
            } else if (uploaded.stream().noneMatch(year -> file.getFilename().startsWith(String.valueOf(year)))) {
                calendar.loadYear(file.getFilename(), content, "system");
            }
        }
    }
}
