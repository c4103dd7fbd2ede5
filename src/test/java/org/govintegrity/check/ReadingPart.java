package org.govintegrity.check;

import org.govintegrity.registry.Registry;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import java.time.LocalDateTime;
import java.util.List;

/** What of a check is finding and answering, without what makes it a document: number, stored answer, commit. For the benchmark. */
@Component
public class ReadingPart {

    private final CheckAnswers answers;
    private final Registry registry;

    ReadingPart(CheckAnswers answers, Registry registry) {
        this.answers = answers;
        this.registry = registry;
    }

    /** @return how many records the answer names */
    @Transactional(propagation = Propagation.SUPPORTS)
    public int answer(Asker asker, Wanted wanted) {
        registry.useRecent();
        List<CheckAnswers.Target> targets = answers.find(List.of(new CheckAnswers.Key(wanted.creditCode(), null)));
        Check check = new Check("HC-0000-000000", "api", targets.get(0).kind().code, targets.get(0).subjectId(), wanted.creditCode(), null, wanted.name(), wanted.purpose(), wanted.basis(),
                wanted.matterNo(), null, "ground", asker.unitId(), asker.by(), LocalDateTime.now(), null, null, null, null, null, null, null, null, null, null);
        return answers.answer(List.of(check), targets).get(0).records().size();
    }
}
