package org.govintegrity.assessment;

/** A file as it was sent. @param name as the browser sent it */
public record Upload(String name, byte[] content) {
}
