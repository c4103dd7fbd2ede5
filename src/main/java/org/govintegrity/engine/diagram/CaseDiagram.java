package org.govintegrity.engine.diagram;

import java.util.List;
import java.util.Map;

/**
 * A case's model with its tokens and the way they came.
 *
 * @param xml        the version of the model that this case runs
 * @param versionTag its version, as people know it
 * @param active     ids of the elements where tokens are, with how many
 * @param incidents  ids among them where a job has failed
 * @param done       ids of elements that were passed, in the order in which they were first entered
 * @param cancelled  ids of elements that were left without being finished
 * @param flows      ids of the flows the tokens took
 * @param names      labels of the elements named above
 */
public record CaseDiagram(String xml, String versionTag, Map<String, Integer> active, List<String> incidents, List<String> done,
                          List<String> cancelled, List<String> flows, Map<String, String> names) {
}
