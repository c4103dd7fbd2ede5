package org.govintegrity.registry;

import java.util.Arrays;
import java.util.Optional;

/** What kind of body a unit is; {@link #title} is the word in the files and on the pages. */
public enum UnitKind {
    PARTY("党委部门"),
    CONGRESS("人大政协机关"),
    JUDICIAL("司法机关"),
    GOVERNMENT("政府部门"),
    INSTITUTION("事业单位"),
    /** of the province's or the city's authority, stationed in the district */
    STATIONED("派驻机构"),
    PEOPLES_ORGANISATION("群团"),
    COORDINATING("议事机构"),
    STREET_OR_TOWN("镇街"),
    /** administrative committee of a development zone */
    ZONE("功能区");

    private final String title;

    UnitKind(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    public static Optional<UnitKind> of(String title) {
        return Arrays.stream(values()).filter(kind -> kind.title.equals(title)).findFirst();
    }
}
