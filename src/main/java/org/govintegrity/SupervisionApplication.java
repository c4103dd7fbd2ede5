package org.govintegrity;

import org.govintegrity.credit.VerifyChain;
import org.govintegrity.evaluation.process.RecomputeEvaluation;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
        if (args.length > 0 && (args[0].equals(VerifyChain.COMMAND) || args[0].equals(RecomputeEvaluation.COMMAND))) {
            String[] rest = Arrays.copyOfRange(args, 1, args.length);
            PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
            System.exit(args[0].equals(VerifyChain.COMMAND) ? VerifyChain.run(rest, out) : RecomputeEvaluation.run(rest, out));
        }
        SpringApplication.run(SupervisionApplication.class, args);
    }
}
