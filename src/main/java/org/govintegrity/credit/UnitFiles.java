package org.govintegrity.credit;

import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.stereotype.Service;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A unit's file together with those of the units it has taken over: who bears the duties bears their records too. */
@Service
public class UnitFiles {

    private final CreditArchive archive;
    private final CreditSubjects subjects;
    private final Registry registry;

    UnitFiles(CreditArchive archive, CreditSubjects subjects, Registry registry) {
        this.archive = archive;
        this.subjects = subjects;
        this.registry = registry;
    }

    /** @param writtenFor the unit whose record it was when it was written */
    public record UnitRecord(CreditRecord record, Unit writtenFor, boolean own) {
    }

    /**
     * Records of the unit and of all units whose duties have come to it, newest first.
     *
     * @throws org.govintegrity.common.Refusal (not found) when there is no such unit
     */
    public List<UnitRecord> recordsOf(String unitId) {
        Map<CreditSubjects.Ref, Unit> line = new LinkedHashMap<>();
        line(registry.unit(unitId)).forEach(unit -> line.put(new CreditSubjects.Ref(SubjectKind.UNIT, unit.id()), unit));
        List<UnitRecord> found = new ArrayList<>();
        archive.of(subjects.all(line.keySet()).values()).forEach((ref, records) -> records.forEach(record ->
                found.add(new UnitRecord(record, line.get(ref), ref.subjectId().equals(unitId)))));
        found.sort(Comparator.comparingLong((UnitRecord r) -> r.record().seq()).reversed());
        return found;
    }

    /** The unit first, then its predecessors and theirs. */
    private List<Unit> line(Unit unit) {
        List<Unit> line = new ArrayList<>(List.of(unit));
        for (int i = 0; i < line.size(); i++) {
            String id = line.get(i).id();
            registry.units().stream().filter(other -> id.equals(other.successorId()) && !line.contains(other)).forEach(line::add);
        }
        return line;
    }
}
