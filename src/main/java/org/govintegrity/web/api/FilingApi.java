package org.govintegrity.web.api;

import org.govintegrity.filing.Completeness;
import org.govintegrity.filing.Filing;
import org.govintegrity.filing.FilingService;
import org.govintegrity.filing.Progress;
import org.govintegrity.filing.StaffIdentities;
import org.govintegrity.web.FilingDesk;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.util.UriComponentsBuilder;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Filing of credit information by other systems. */
@RestController
@RequestMapping(value = "/api/v1/credit", produces = MediaType.APPLICATION_JSON_VALUE)
class FilingApi {

    private final FilingDesk desk;
    private final FilingService filings;

    FilingApi(FilingDesk desk, FilingService filings) {
        this.desk = desk;
        this.filings = filings;
    }

    /** A filing and how far it has come. @param problem why its file could not be read to the end; then no row of it was entered */
    record FilingView(String caseNo, String source, String file, String sha256, Progress progress, int percent, boolean running, String problem) {
    }

    /** What has become of a document that was held. */
    record PendingReport(String record, String result, String on, String words) {
    }

    /** How complete one unit's files are. */
    record CompletenessView(String unit, String name, boolean code, boolean file, int staff, int complete, int percent) {
    }

    /** When a source was last heard of. */
    record SourceView(String unit, LocalDate lastHeard, boolean silent, String askedIn) {
    }

    /** The latest filings the caller may follow, newest first. */
    @GetMapping("/filings")
    List<FilingView> list() {
        return desk.latest().stream().map(this::view).toList();
    }

    @GetMapping("/filings/{filingNo}")
    FilingView one(@PathVariable String filingNo) {
        return view(desk.read(filingNo));
    }

    /** 201 with {@code {caseNo}}: the file is taken in, and read and worked through from now on; a large one may still turn out to be unreadable. */
    @PostMapping(value = "/filings", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Map<String, String>> upload(@RequestParam(required = false) String unit, @RequestParam(required = false) MultipartFile file) {
        return created(desk.upload(unit, file));
    }

    /** 201 with {@code {caseNo}}: the entry itself is a task of the source's. */
    @PostMapping("/filings/single")
    ResponseEntity<Map<String, String>> single(@RequestBody Map<String, String> body) {
        return created(desk.openSingle(body.get("unit")));
    }

    /** The filing after a document that was held came into force, was revoked or still waits. */
    @PostMapping("/filings/{filingNo}/pending")
    FilingView report(@PathVariable String filingNo, @RequestBody PendingReport report) {
        desk.report(filingNo, report.record(), report.result(), report.on(), report.words());
        return view(desk.read(filingNo));
    }

    /** Which rows were taken and which not; numbers only masked. */
    @PostMapping(value = "/identities", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    StaffIdentities.Result identify(@RequestParam(required = false) MultipartFile file) {
        return desk.identify(file);
    }

    @GetMapping("/completeness")
    Map<String, Object> completeness() {
        Completeness.Report report = desk.completeness();
        return Map.of("units", report.lines().stream().map(l -> new CompletenessView(l.unit().id(), l.unit().fullName(), l.code(), l.file(), l.staff(), l.complete(), l.percent())).toList(),
                "sources", report.sources().stream().map(s -> new SourceView(s.source().unitId(), s.lastHeard(), s.silent(), s.askedIn())).toList());
    }

    private FilingView view(Filing filing) {
        Progress progress = filings.progress(filing.caseNo());
        return new FilingView(filing.caseNo(), filing.sourceId(), filing.fileName(), filing.sha256(), progress, progress.percent(), progress.running(), filing.problem());
    }

    private static ResponseEntity<Map<String, String>> created(String caseNo) {
        return ResponseEntity.created(UriComponentsBuilder.fromPath("/credit/filings/{caseNo}").build(caseNo)).body(Map.of("caseNo", caseNo));
    }
}
