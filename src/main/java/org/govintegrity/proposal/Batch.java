package org.govintegrity.proposal;

import java.time.LocalDateTime;

/** A file that was handed in: how many rows were taken, how many came back. */
public record Batch(String batchNo, String fileName, int accepted, int returned, String handedInBy, LocalDateTime handedInAt) {
}
