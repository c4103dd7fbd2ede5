package org.govintegrity.filing;

import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.SubjectKind;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The dated table of classes ({@code filing-class.dmn} with {@code accountability-form.dmn}). */
public interface ClassRules {

    /** The words people may write for a kind of document, by kind of record; each has its rows in the table. */
    Map<RecordKind, List<String>> FORMS = Map.of(
            RecordKind.JUDGMENT, List.of("失信被执行人", "刑事有罪判决", "行政诉讼败诉", "民事败诉判决", "相对不起诉"),
            RecordKind.PENALTY, List.of("警告", "通报批评", "简易程序处罚", "罚款", "没收违法所得和非法财物", "暂扣许可证件", "降低资质等级", "巨额罚款", "吊销许可证件",
                    "限制开展生产经营活动", "责令停产停业", "责令关闭", "限制从业", "行政拘留", "列入严重失信主体名单"),
            RecordKind.DISCIPLINE, List.of("警告", "记过", "记大过", "降级", "撤职", "开除", "党内警告", "党内严重警告", "撤销党内职务", "留党察看", "开除党籍"),
            RecordKind.ACCOUNTABILITY, List.of("检查", "通报", "改组", "谈话提醒", "批评教育", "责令检查", "诫勉", "停职检查", "调整职务", "责令辞职", "免职", "降职"),
            RecordKind.BREACH, List.of("未履行承诺", "合同违约", "拖欠账款", "提供虚假材料"));

    /** Empty where the table has no such kind of document for such a subject. */
    Optional<ClassRule> of(RecordKind kind, SubjectKind subject, String form, LocalDate documentDate);
}
