package org.govintegrity.web;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.govintegrity.complaint.Complaints;
import org.govintegrity.evidence.Evidence;
import org.govintegrity.evidence.EvidenceService;
import org.govintegrity.evidence.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;

import javax.sql.DataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/**
 * A name is planted wherever a complainant may leave it, the complaint is carried through, and then it is looked for in every table, log, page, notice,
 * process variable and file: it may be read nowhere but where named officers open it.
 */
@ExtendWith(OutputCaptureExtension.class)
class IdentityVaultTest extends PageTest {

    private static final String NAME = "欧阳插旗";
    private static final String PHONE = "13987650123";
    private static final String MAIL = "chaqi1987@mail.example";
    private static final List<String> PLANTED = List.of(NAME, PHONE, MAIL);
    private static final String ACCUSED = "jieshi";
    private static final String HANDLER = "fagaiju";
    private static final List<Charset> ENCODINGS = List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE, Charset.forName("GB18030"));

    @Autowired
    private DataSource database;
    @Autowired
    private EvidenceService evidence;
    @Autowired
    private Complaints complaints;

    @Test
    void whoComplainedIsReadNowhereButWhereItIsOpenedForAReason(CapturedOutput output) throws Exception {
        Answer receipt = answer(complaint());
        assertThat(receipt.status()).as(receipt.text()).isEqualTo(200);
        String no = find("TS-\\d{4}-\\d{4}", receipt.text());
        String code = find("[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", receipt.text());
        complete("userTask_precheckComplaint", no, "credit1", Map.of("decision", "accept", "handler", HANDLER));
        runJobs(no);
        complete("userTask_acceptComplaint", no, HANDLER + "1", Map.of("contact", "张科长"));
        follow(no, code, "message", "我是" + NAME + "，打我电话" + PHONE + "，或者写信到" + MAIL);
        Answer added = answer(multipart("/public/complaint").file(new MockMultipartFile("files", NAME + "补充.docx", "application/octet-stream", docx("补充协议")))
                .with(request -> {
                    request.setRemoteAddr("10.8.0.2");
                    return request;
                }).param("no", no).param("code", code).param("act", "message").param("words", "补充一份协议"));
        assertThat(added.text()).contains("留言已经送达");
        complete("userTask_verifyComplaint", no, HANDLER + "1", Map.of("facts", "查阅合同", "finding", "upheld", "reasons", "没有兑现", "gravity", "general",
                "problems", List.of(Map.of("text", "补贴没有兑现")), "answer", "应当兑现"));
        complete("userTask_confirmFinding", no, HANDLER + "2", Map.of("decision", "agree"));
        runJobs(no);
        String consequence = complaints.get(no).consequenceNo();
        runJobs(consequence);
        follow(no, code, "retaliation", NAME + "家的水被停了");
        follow(no, code, "review", "我" + NAME + "不服");
        assertThat(complaints.get(no).reviewGrounds()).contains("〔投诉人〕").doesNotContain(NAME);

        everyTable();
        evidenceFiles(no);
        pages(no, consequence);
        assertThat(PLANTED).as("log").noneMatch(planted -> output.getAll().contains(planted));

        String opening = "/complaints/" + no + "/identity";
        assertThat(send(HANDLER + "1", opening, Map.of("reason", List.of("想联系投诉人核实情况"))).status()).as("the handling unit").isEqualTo(403);
        assertThat(send("supervisor1", opening, Map.of("reason", List.of("想联系投诉人核实情况"))).status()).as("not named for it").isEqualTo(403);
        assertThat(send("credit2", opening, Map.of("reason", List.of("想联系投诉人核实情况"))).status()).as("not named for it").isEqualTo(403);
        assertThat(send(ACCUSED + "1", opening, Map.of("reason", List.of("想联系投诉人核实情况"))).status()).as("does not exist for them").isEqualTo(404);
        assertThat(send("credit1", opening, Map.of("reason", List.of(" "))).status()).as("no reason, no name").isEqualTo(302);
        assertThat(jdbc.sql("select count(*) from complaint_opening where case_no = ?").param(no).query(Integer.class).single()).isZero();
        Answer opened = send("credit1", opening, Map.of("reason", List.of("来访领取答复，核对身份")));
        assertThat(opened.text()).contains(NAME, PHONE, MAIL, "打我电话" + PHONE, "家的水被停了");
        Answer original = send("joint1", "/complaints/" + no + "/originals/2", Map.of("reason", List.of("副本不清，核对原件")));
        assertThat(original.status()).isEqualTo(200);
        assertThat(original.text()).contains("%PDF");
        assertThat(visitAs("supervisor1", "/complaints/openings").text()).contains(no, "来访领取答复，核对身份", "副本不清，核对原件").doesNotContain(NAME);
        assertThat(visitAs("credit1", "/complaints/openings").status()).isEqualTo(403);
        assertThat(visitAs("supervisor1", "/cases/" + no).text()).contains("来访领取答复，核对身份");
        assertThat(visitAs(HANDLER + "1", "/cases/" + no).text()).doesNotContain("来访领取答复");
        everyTable();
        assertThat(PLANTED).as("log after opening").noneMatch(planted -> output.getAll().contains(planted));
    }

    @Test
    void aWithheldCopyIsForTheOfficeButNotForTheHandlingUnit() throws Exception {
        Answer receipt = answer(complaint());
        String no = find("TS-\\d{4}-\\d{4}", receipt.text());
        complete("userTask_precheckComplaint", no, "credit1", Map.of("decision", "accept", "handler", HANDLER, "withheld", List.of("1")));
        runJobs(no);
        long id = evidence.ofCase(no).get(0).id();
        assertThat(visitAs("credit1", "/cases/" + no).text()).contains("/evidence/" + id);
        assertThat(visitAs(HANDLER + "1", "/cases/" + no).text()).contains("/evidence/" + (id + 1)).doesNotContain("/evidence/" + id);
        assertThat(visitAs(HANDLER + "1", "/evidence/" + id).status()).isEqualTo(404);
        assertThat(visitAs("credit1", "/evidence/" + id).status()).isEqualTo(200);
    }

    private MockMultipartHttpServletRequestBuilder complaint() throws IOException {
        MockMultipartHttpServletRequestBuilder form = multipart("/public/complain");
        form.file(new MockMultipartFile("files", NAME + "的合同照片.jpg", "image/jpeg", jpeg())).file(new MockMultipartFile("files", NAME + ".pdf", "application/pdf", pdf()))
                .file(new MockMultipartFile("files", NAME + ".docx", "application/octet-stream", docx("补贴协议"))).file(new MockMultipartFile("files", PHONE + ".png", "image/png", png()))
                .file(new MockMultipartFile("files", "台账.xlsx", "application/octet-stream", xlsx()));
        form.param("naming", "confidential").param("unit", "威海市文登区界石镇人民政府").param("category", "investment").param("name", NAME).param("phone", PHONE).param("contact", MAIL)
                .param("facts", "我叫" + NAME + "，电话" + PHONE + "，镇里答应的租金补贴两年没有兑现。" + NAME + "，邮箱" + MAIL).param("ticket", java.util.UUID.randomUUID().toString());
        form.with(request -> {
            request.setRemoteAddr("10.9." + (System.nanoTime() / 1000 % 250) + "." + (System.nanoTime() % 250));
            return request;
        });
        return form;
    }

    private void follow(String no, String code, String act, String words) {
        Answer done = answer(post("/public/complaint").with(request -> {
            request.setRemoteAddr("10.8.0.1");
            return request;
        }).param("no", no).param("code", code).param("act", act).param("words", words));
        assertThat(done.status()).as(act + ": " + done.text()).isEqualTo(200);
    }

    /** Every column of every table, texts and bytes; also unpacked, for rows may hold documents. */
    private void everyTable() throws Exception {
        Map<String, String> found = new TreeMap<>();
        int tables = 0;
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            List<String> names = new ArrayList<>();
            try (ResultSet all = connection.getMetaData().getTables(null, connection.getSchema(), "%", new String[]{"TABLE", "BASE TABLE"})) {
                while (all.next()) {
                    names.add(all.getString("TABLE_NAME"));
                }
            }
            for (String table : names) {
                tables++;
                try (ResultSet rows = statement.executeQuery("select * from \"" + table + "\"")) {
                    int columns = rows.getMetaData().getColumnCount();
                    while (rows.next()) {
                        for (int column = 1; column <= columns; column++) {
                            if (planted(rows, column)) {
                                found.put(table, rows.getMetaData().getColumnName(column));
                            }
                        }
                    }
                }
            }
        }
        assertThat(tables).isGreaterThan(100);
        assertThat(found).as("tables and columns with the planted name").isEmpty();
    }

    private static boolean planted(ResultSet rows, int column) throws Exception {
        int type = rows.getMetaData().getColumnType(column);
        if (List.of(java.sql.Types.BLOB, java.sql.Types.BINARY, java.sql.Types.VARBINARY, java.sql.Types.LONGVARBINARY).contains(type)) {
            byte[] bytes = rows.getBytes(column);
            return bytes != null && planted(bytes);
        }
        String text = rows.getString(column);
        return text != null && PLANTED.stream().anyMatch(text::contains);
    }

    private void evidenceFiles(String no) throws Exception {
        List<Evidence> files = evidence.ofCase(no);
        assertThat(files).extracting(Evidence::name).containsExactly("投诉附件1.jpg", "投诉附件2.pdf", "投诉附件3.docx", "投诉附件4.png", "投诉附件5.xlsx", "投诉附件6.docx");
        for (Evidence file : files) {
            byte[] content = Files.readAllBytes(evidence.file(file));
            assertThat(planted(content)).as(file.name()).isFalse();
            for (Map.Entry<String, byte[]> part : parts(content).entrySet()) {
                assertThat(planted(part.getValue())).as(file.name() + " " + part.getKey()).isFalse();
                assertThat(part.getKey()).doesNotContain(NAME);
            }
        }
        try (PDDocument copy = Loader.loadPDF(Files.readAllBytes(evidence.file(files.get(1))))) {
            assertThat(copy.getNumberOfPages()).isEqualTo(1);
            assertThat(new PDFTextStripper().getText(copy)).isBlank();
            assertThat(copy.getDocumentInformation().getMetadataKeys()).isEmpty();
            assertThat(copy.getDocumentCatalog().getMetadata()).isNull();
        }
        try (XWPFDocument copy = new XWPFDocument(Files.newInputStream(evidence.file(files.get(2))))) {
            assertThat(copy.getParagraphs().get(0).getText()).as("what it says is still there").contains("补贴协议", "〔投诉人〕");
            assertThat(copy.getProperties().getCoreProperties().getCreator()).isNullOrEmpty();
        }
        try (XSSFWorkbook copy = new XSSFWorkbook(Files.newInputStream(evidence.file(files.get(4))))) {
            assertThat(copy.getSheetAt(0).getRow(0).getCell(0).getStringCellValue()).isEqualTo("应付补贴");
        }
        for (int seq = 1; seq <= 6; seq++) {
            assertThat(jdbc.sql("select count(*) from complaint_file_part where case_no = ? and seq = ?").params(no, seq).query(Integer.class).single()).isPositive();
        }
    }

    private void pages(String no, String consequence) throws Exception {
        String review = task("userTask_decideReview", no).getId();
        for (String person : List.of("credit1", "credit2", "supervisor1", "joint1", "leader1", "admin", HANDLER + "1", HANDLER + "head", ACCUSED + "1", ACCUSED + "head")) {
            for (String path : List.of("/", "/cases", "/cases?text=" + NAME, "/cases/" + no, "/cases/" + consequence, "/complaints", "/tasks/" + review, "/notices", "/api/v1/complaints",
                    "/api/v1/complaints/" + no, "/api/v1/cases/" + no, "/api/v1/cases")) {
                String text = answer(get(path).with(signedIn(person))).text().replace("value=\"" + NAME + "\"", "");   // what was asked for stands in the search field
                assertThat(PLANTED).as(person + " " + path).noneMatch(text::contains);
            }
            for (String path : List.of("/cases.xlsx", "/complaints.xlsx")) {
                byte[] sheet = bytes(person, path);
                for (Map.Entry<String, byte[]> part : parts(sheet).entrySet()) {
                    assertThat(planted(part.getValue())).as(person + " " + path + " " + part.getKey()).isFalse();
                }
            }
        }
        assertThat(visitAs(HANDLER + "1", "/cases/" + no).text()).contains("〔投诉人〕", "租金补贴两年没有兑现");
        assertThat(visitAs(ACCUSED + "1", "/cases/" + no).status()).isEqualTo(404);
        assertThat(visitAs(ACCUSED + "1", "/cases/" + consequence).text()).contains("补贴没有兑现").doesNotContain("租金补贴两年");
    }

    private byte[] bytes(String person, String path) throws Exception {
        return web.perform(get(path).with(signedIn(person))).andReturn().getResponse().getContentAsByteArray();
    }

    @Autowired
    private org.springframework.test.web.servlet.MockMvc web;

    private static boolean planted(byte[] content) {
        String latin = new String(content, StandardCharsets.ISO_8859_1);
        return PLANTED.stream().anyMatch(planted -> ENCODINGS.stream().anyMatch(encoding -> latin.contains(new String(planted.getBytes(encoding), StandardCharsets.ISO_8859_1))));
    }

    private static Map<String, byte[]> parts(byte[] content) throws IOException {
        Map<String, byte[]> parts = new TreeMap<>();
        if (content.length < 2 || content[0] != 'P' || content[1] != 'K') {
            return parts;
        }
        Path file = Files.createTempFile("parts", ".zip");
        try {
            Files.write(file, content);
            try (ZipFile zip = new ZipFile(file.toFile())) {
                for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
                    parts.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
                }
            }
        } finally {
            Files.delete(file);
        }
        return parts;
    }

    private static String find(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern + " in " + text).isTrue();
        return found.group();
    }

    /** With a comment segment, and turned by its EXIF. */
    private static byte[] jpeg() {
        byte[] plain = Samples.picture("jpg");
        byte[] words = (NAME + PHONE).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain, 0, 2);
        out.writeBytes(new byte[]{(byte) 0xff, (byte) 0xfe, 0, (byte) (words.length + 2)});
        out.writeBytes(words);
        out.write(plain, 2, plain.length - 2);
        return out.toByteArray();
    }

    /** With a text chunk. */
    private static byte[] png() {
        byte[] plain = Samples.picture("png");
        byte[] words = ("Author\0" + NAME).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes("tEXt".getBytes(StandardCharsets.US_ASCII));
        chunk.writeBytes(words);
        CRC32 crc = new CRC32();
        crc.update(chunk.toByteArray());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain, 0, 33);   // signature and header
        out.writeBytes(java.nio.ByteBuffer.allocate(4).putInt(words.length).array());
        out.writeBytes(chunk.toByteArray());
        out.writeBytes(java.nio.ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
        out.write(plain, 33, plain.length - 33);
        return out.toByteArray();
    }

    private static byte[] pdf() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            PDDocumentInformation information = new PDDocumentInformation();
            information.setAuthor(NAME);
            information.setCustomMetadataValue("Phone", PHONE);
            document.setDocumentInformation(information);
            document.save(out);
        }
        return out.toByteArray();
    }

    /** In the properties, as author of a comment and of a change, and in the text. */
    private static byte[] docx(String title) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (XWPFDocument document = new XWPFDocument()) {
            document.getProperties().getCoreProperties().setCreator(NAME);
            document.getProperties().getCoreProperties().setLastModifiedByUser(NAME);
            document.getProperties().getCustomProperties().addProperty("联系人", PHONE);
            var paragraph = document.createParagraph();
            paragraph.createRun().setText(title + "，乙方" + NAME);
            paragraph.getCTP().addNewIns().setAuthor(NAME);
            var comment = document.createComments().createComment(java.math.BigInteger.ONE);
            comment.setAuthor(NAME);
            comment.setInitials(NAME);
            document.write(out);
        }
        return out.toByteArray();
    }

    private static byte[] xlsx() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (XSSFWorkbook book = new XSSFWorkbook()) {
            var sheet = book.createSheet("台账");
            sheet.createRow(0).createCell(0).setCellValue("应付补贴");
            sheet.getRow(0).createCell(1).setCellValue(NAME);
            var comment = sheet.createDrawingPatriarch().createCellComment(book.getCreationHelper().createClientAnchor());
            comment.setAuthor(NAME);
            comment.setString(book.getCreationHelper().createRichTextString("按合同"));
            book.getProperties().getCoreProperties().setCreator(NAME);
            book.write(out);
        }
        return out.toByteArray();
    }
}
