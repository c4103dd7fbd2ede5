package org.govintegrity.demo;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.LocalDate;

/**
 * @param folder of the year's database, evidence and mark that it is over; nothing else may lie in it
 * @param seed   the same seed and last day give the same year
 * @param until  last day; null for today
 * @param months how long it is, 12 or, for trials, less
 * @param volume how much happens, from 0.05 to 1
 */
@ConfigurationProperties("supervision.demo-year")
record DemoYearSettings(@DefaultValue("./data/demo-year") String folder, @DefaultValue("2018") long seed, LocalDate until, @DefaultValue("12") int months,
                        @DefaultValue("1") double volume) {
}
