package org.govintegrity.casefile;

import java.util.List;

/**
 * One page of a list of cases.
 *
 * @param page  from 1
 * @param pages at least 1
 * @param total cases on all pages
 */
public record CasePage(List<CaseFile> cases, int page, int pages, long total) {
}
