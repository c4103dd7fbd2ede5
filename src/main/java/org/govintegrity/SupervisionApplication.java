package org.govintegrity;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

import java.util.Locale;
import java.util.TimeZone;

/** 政务诚信监督: the process application with which a district runs its government-integrity plan. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class SupervisionApplication {

    public static void main(String[] args) {
        // Deadlines are Beijing dates wherever the server stands, and the engine stores times without a zone.
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Shanghai"));
        Locale.setDefault(Locale.SIMPLIFIED_CHINESE);
        SpringApplication.run(SupervisionApplication.class, args);
    }
}
