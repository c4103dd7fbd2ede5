package org.govintegrity.web;

import org.govintegrity.database.DatabaseGrowth;
import org.govintegrity.database.Growth;
import org.govintegrity.engine.EngineState;
import org.govintegrity.engine.EngineState.JobState;
import org.govintegrity.notice.NoticeService;
import org.govintegrity.registry.SeedLoads;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The state of the system and its jobs as spreadsheets, and sizes in words ({@code @engineSheet}). */
@Component
public class EngineSheet {

    /** A list of jobs longer than that is no list but an accident: Cockpit's batches are for it. */
    private static final int MAX_JOBS = 10_000;
    private static final int LOADS = 100;

    private final EngineState engine;
    private final NoticeService notices;
    private final DatabaseGrowth database;
    private final SeedLoads seeds;
    private final PageWords words;

    EngineSheet(EngineState engine, NoticeService notices, DatabaseGrowth database, SeedLoads seeds, PageWords words) {
        this.engine = engine;
        this.notices = notices;
        this.database = database;
        this.seeds = seeds;
        this.words = words;
    }

    void writeState(OutputStream out) throws IOException {
        try (ExcelTable table = new ExcelTable("运行状况", List.of("类别", "项目", "数量", "比昨天", "比上周", "大小", "时间", "说明"))) {
            engine.jobs().forEach((state, count) -> table.row(line("作业", state.label, count)));
            engine.incidents().forEach(found -> table.row(line("故障", found.process() + " 第" + found.version() + "版", found.count())));
            table.row(line("送达", "发送故障", notices.failedCount()));
            for (Growth growth : database.now()) {
                boolean whole = growth.size().table().equals(DatabaseGrowth.WHOLE);
                table.row(List.of(whole ? "数据库" : "数据表", whole ? "合计" : growth.size().table(), String.valueOf(growth.size().rowCount()),
                        gained(growth.rowsSinceYesterday()), gained(growth.rowsSinceLastWeek()), bytes(growth.size().byteCount()), "", "行数为估计值"));
            }
            seeds.latest(LOADS).forEach(load -> table.row(List.of("地区数据", load.fileName(), String.valueOf(load.added() + load.changed()), "", "", "",
                    words.time(load.loadedAt()), "新增" + load.added() + "，修改" + load.changed())));
            engine.models().forEach(model -> table.row(List.of(model.table() ? "决策表" : "流程", model.name() + "（" + model.key() + "）", "", "", "", "",
                    words.time(model.deployedAt()), "第" + model.version() + "版" + (model.tag() == null ? "" : "，模型版本 " + model.tag()))));
            table.write(out, 12, 40, 12, 12, 12, 14, 24, 30);
        }
    }

    void writeJobs(JobState state, OutputStream out) throws IOException {
        try (ExcelTable table = new ExcelTable("作业", List.of("状态", "流程", "环节", "案件或通知编号", "可以执行的时间", "剩余次数", "最近一次出错", "作业编号"))) {
            engine.jobs(state, MAX_JOBS).forEach(job -> table.row(List.of(state.label, job.process(), job.step(), job.businessKey() == null ? "" : job.businessKey(),
                    job.due() == null ? "立即" : words.time(job.due()), String.valueOf(job.retries()), job.message() == null ? "" : job.message(), job.id())));
            table.write(out, 10, 24, 24, 20, 24, 10, 60, 40);
        }
    }

    /** {@code 1.5 MB}; a dash where nobody knows. */
    public String bytes(Long bytes) {
        if (bytes == null) {
            return "—";
        }
        long kilobytes = DataSize.ofBytes(bytes).toKilobytes();
        return kilobytes < 1024 ? kilobytes + " KB" : kilobytes < 1024 * 1024 ? tenths(kilobytes, 1024) + " MB" : tenths(kilobytes, 1024 * 1024) + " GB";
    }

    /** {@code +5}, {@code -3}, {@code 0}; a dash where there is no sample to compare with. */
    public String gained(Long difference) {
        return difference == null ? "—" : difference > 0 ? "+" + difference : String.valueOf(difference);
    }

    /** The same of bytes. */
    public String gainedBytes(Long difference) {
        return difference == null ? "—" : (difference > 0 ? "+" : difference < 0 ? "-" : "") + bytes(Math.abs(difference));
    }

    private static List<String> line(String kind, String what, long count) {
        return List.of(kind, what, String.valueOf(count), "", "", "", "", "");
    }

    private static String tenths(long amount, long unit) {
        long tenths = Math.round(amount * 10.0 / unit);
        return tenths / 10 + "." + tenths % 10;
    }
}
