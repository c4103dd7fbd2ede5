package org.govintegrity.registry;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A mapping in a YAML file. Read from the nodes rather than through an object mapper, because only the nodes know
 * the line of every value, and a person who mends a file needs the line.
 */
public final class YamlMap {

    /** A text and where it stands. */
    public record Item(int line, String text) {
    }

    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Checks checks;

    private YamlMap(MappingNode node, List<String> keys, Checks checks) {
        this.line = line(node);
        this.checks = checks;
        for (var entry : node.getValue()) {
            var key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (!keys.contains(key)) {
                checks.add(line(entry.getKeyNode()), "不认识的项“" + Similar.shorten(key) + "”。这里可以写：" + String.join("、", keys) + "。");
            } else if (values.putIfAbsent(key, entry.getValueNode()) != null) {
                checks.add(line(entry.getKeyNode()), "“" + key + "”写了两次。请只保留一处。");
            }
        }
    }

    /** Empty when the text is not YAML or not a mapping; why is then added to {@code checks}. */
    public static Optional<YamlMap> parse(SeedText seed, List<String> keys, Checks checks) {
        try {
            var node = new Yaml(new LoaderOptions()).compose(new StringReader(seed.text()));
            if (node instanceof MappingNode mapping) {
                return Optional.of(new YamlMap(mapping, keys, checks));
            }
            checks.add(node == null ? 0 : line(node), "内容不是“项: 值”的写法。最外层可以写：" + String.join("、", keys) + "。");
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            checks.add(mark == null ? 0 : mark.getLine() + 1,
                    "YAML 写法有误。请检查这一行的缩进（用空格，不用制表符）、英文冒号后的空格、引号和括号是否成对。");
        } catch (YAMLException e) {
            checks.add(0, "YAML 读不了。请检查是否有特殊字符，或者文件过大。");
        }
        return Optional.empty();
    }

    public int line() {
        return line;
    }

    public int line(String key) {
        return values.containsKey(key) ? line(values.get(key)) : line;
    }

    /** The text; null, and a problem, when there is none. */
    public String required(String key, int longest) {
        var text = optional(key, longest);
        if (text == null && isBlank(values.get(key))) {
            checks.add(line(key), "缺少“" + key + "”。请补上。");
        }
        return text;
    }

    /** The text; null when there is none. */
    public String optional(String key, int longest) {
        var node = values.get(key);
        if (isBlank(node)) {
            return null;
        }
        if (node instanceof ScalarNode scalar) {
            var text = scalar.getValue().strip();
            checks.length(line(node), "“" + key + "”", text, longest);
            return text;
        }
        checks.add(line(node), "“" + key + "”应当是一段文字。");
        return null;
    }

    /** The texts of a list; none when it is left out. */
    public List<Item> texts(String key, int longest) {
        var texts = new ArrayList<Item>();
        for (var node : sequence(key)) {
            if (node instanceof ScalarNode scalar && !isBlank(scalar)) {
                // several of them are stored one a line
                var text = scalar.getValue().strip().replaceAll("\\s*\\R\\s*", "");
                checks.length(line(node), "“" + key + "”里的一项", text, longest);
                texts.add(new Item(line(node), text));
            } else {
                checks.add(line(node), "“" + key + "”里的每一项都应当是文字。");
            }
        }
        return texts;
    }

    /** The mappings of a list; none when it is left out. */
    public List<YamlMap> maps(String key, List<String> keys) {
        var maps = new ArrayList<YamlMap>();
        for (var node : sequence(key)) {
            if (node instanceof MappingNode mapping) {
                maps.add(new YamlMap(mapping, keys, checks));
            } else {
                checks.add(line(node), "“" + key + "”里的每一项都应当写：" + String.join("、", keys) + "。");
            }
        }
        return maps;
    }

    /** The mapping; empty, and a problem, when there is none. */
    public Optional<YamlMap> map(String key, List<String> keys) {
        if (values.get(key) instanceof MappingNode mapping) {
            return Optional.of(new YamlMap(mapping, keys, checks));
        }
        checks.add(line(key), "缺少“" + key + "”，它里面要写：" + String.join("、", keys) + "。");
        return Optional.empty();
    }

    /** The mapping; empty when it is left out. */
    public Optional<YamlMap> optionalMap(String key, List<String> keys) {
        return isBlank(values.get(key)) ? Optional.empty() : map(key, keys);
    }

    /** Whether anything is written there. */
    public boolean has(String key) {
        return !isBlank(values.get(key));
    }

    private List<Node> sequence(String key) {
        var node = values.get(key);
        if (isBlank(node)) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        checks.add(line(node), "“" + key + "”应当是一个列表，例如 [甲, 乙]。");
        return List.of();
    }

    private static boolean isBlank(Node node) {
        return node == null || Tag.NULL.equals(node.getTag())
                || node instanceof ScalarNode scalar && scalar.getValue().isBlank();
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
