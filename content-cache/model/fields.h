#pragma once

#include "model/item.h"
#include "model/records.h"

namespace Hall {

/// Whether a record may leave a field out.
enum class Need { Optional, Required };

/// The names of every field of a guide, once: the workspace reader (YAML), the release's writer and
/// reader (JSON) and the phone pages all walk these lists, so a field cannot exist in one only.
/// A visitor offers `field(name, value, need)` for each type used here.
template <typename V> void visitFields(V &v, Limit &x)
{
    v.field("value", x.value, Need::Required);
    v.field("unit", x.unit, Need::Required);
    v.field("basis", x.basis);
    v.field("note", x.note);
}

template <typename V> void visitFields(V &v, LegalBasis &x)
{
    v.field("law", x.law, Need::Required);
    v.field("article", x.article);
    v.field("text", x.text);
}

template <typename V> void visitFields(V &v, ItemCase &x)
{
    v.field("id", x.id, Need::Required);
    v.field("title", x.title, Need::Required);
    v.field("note", x.note);
    v.field("fees", x.fees);
    v.field("feesTogether", x.feesTogether);
    v.field("free", x.free);
    v.field("legalLimit", x.legalLimit);
    v.field("promisedLimit", x.promisedLimit);
}

template <typename V> void visitFields(V &v, Material &x)
{
    v.field("name", x.name, Need::Required);
    v.field("kind", x.kind);
    v.field("originals", x.originals);
    v.field("copies", x.copies);
    v.field("format", x.format);
    v.field("necessity", x.necessity);
    v.field("source", x.source);
    v.field("sourceNote", x.sourceNote);
    v.field("paperSpec", x.paperSpec);
    v.field("issuer", x.issuer);
    v.field("issueTimeRule", x.issueTimeRule);
    v.field("basis", x.basis);
    v.field("acceptStandard", x.acceptStandard);
    v.field("fillNotes", x.fillNotes);
    v.field("form", x.form);
    v.field("cases", x.cases);
    v.field("waiver", x.waiver);
    v.field("note", x.note);
}

template <typename V> void visitFields(V &v, Step &x)
{
    v.field("name", x.name, Need::Required);
    v.field("text", x.text);
    v.field("unit", x.unit);
    v.field("post", x.post);
    v.field("limit", x.limit);
    v.field("standard", x.standard);
    v.field("result", x.result);
}

template <typename V> void visitFields(V &v, ItemResult &x)
{
    v.field("type", x.type, Need::Required);
    v.field("name", x.name);
    v.field("validity", x.validity);
    v.field("delivery", x.delivery);
}

template <typename V> void visitFields(V &v, ItemLocation &x)
{
    v.field("office", x.office, Need::Required);
    v.field("windows", x.windows);
    v.field("note", x.note);
}

template <typename V> void visitFields(V &v, Faq &x)
{
    v.field("q", x.q, Need::Required);
    v.field("a", x.a, Need::Required);
}

template <typename V> void visitFields(V &v, Signpost &x)
{
    v.field("agency", x.agency, Need::Required);
    v.field("text", x.text, Need::Required);
    v.field("phone", x.phone);
}

template <typename V> void visitFields(V &v, OnlineService &x)
{
    v.field("mobileUrl", x.mobileUrl);
    v.field("pcUrl", x.pcUrl);
}

template <typename V> void visitFields(V &v, Provision &x)
{
    v.field("allowed", x.allowed);
    v.field("note", x.note);
}

template <typename V> void visitFields(V &v, Contact &x)
{
    v.field("tel", x.tel);
    v.field("note", x.note);
}

template <typename V> void visitFields(V &v, Remedies &x)
{
    v.field("review", x.review);
    v.field("litigation", x.litigation);
}

/// The identity of an item and where it is filed.
template <typename V> void visitIdentity(V &v, Item &x)
{
    v.field("id", x.id, Need::Required);
    v.field("title", x.title, Need::Required);
    v.field("plainName", x.plainName);
    v.field("titleEn", x.titleEn);
    v.field("summary", x.summary);
    v.field("state", x.state, Need::Required);
    v.field("kind", x.kind, Need::Required);
    v.field("signpost", x.signpost);
    v.field("itemType", x.itemType, Need::Required);
    v.field("taskCode", x.taskCode, Need::Required);
    v.field("catalogCode", x.catalogCode);
    v.field("powerSource", x.powerSource);
    v.field("exerciseLevel", x.exerciseLevel);
    v.field("agency", x.agency);
    v.field("unit", x.unit, Need::Required);
    v.field("topics", x.topics, Need::Required);
    v.field("people", x.people);
    v.field("lifeEvents", x.lifeEvents);
    v.field("hot", x.hot);
    v.field("audience", x.audience);
    v.field("personTopics", x.personTopics);
    v.field("legalTopics", x.legalTopics);
    v.field("disclosure", x.disclosure, Need::Required);
    v.field("effectiveFrom", x.effectiveFrom);
    v.field("effectiveTo", x.effectiveTo);
    v.field("owner", x.owner, Need::Required);
    v.field("source", x.source, Need::Required);
    v.field("verifiedOn", x.verifiedOn, Need::Required);
    v.field("reviewDue", x.reviewDue, Need::Required);
}

/// What the citizen needs: conditions, papers, steps, time, money, place.
template <typename V> void visitGuide(V &v, Item &x)
{
    v.field("legalBasis", x.legalBasis);
    v.field("acceptConditions", x.acceptConditions);
    v.field("rejectConditions", x.rejectConditions);
    v.field("quantityLimit", x.quantityLimit);
    v.field("caseType", x.caseType);
    v.field("channels", x.channels);
    v.field("cases", x.cases);
    v.field("materials", x.materials);
    v.field("steps", x.steps);
    v.field("legalLimit", x.legalLimit);
    v.field("promisedLimit", x.promisedLimit);
    v.field("fees", x.fees);
    v.field("feesTogether", x.feesTogether);
    v.field("free", x.free);
    v.field("feeNote", x.feeNote);
    v.field("result", x.result);
    v.field("locations", x.locations);
    v.field("visits", x.visits);
    v.field("visitReason", x.visitReason);
    v.field("online", x.online);
    v.field("crossScope", x.crossScope);
    v.field("appointment", x.appointment);
    v.field("mailMaterials", x.mailMaterials);
    v.field("mailResult", x.mailResult);
    v.field("payOnline", x.payOnline);
    v.field("selfService", x.selfService);
    v.field("proxy", x.proxy);
    v.field("faq", x.faq);
    v.field("consult", x.consult);
    v.field("complaint", x.complaint);
    v.field("remedies", x.remedies);
}

template <typename V> void visitFields(V &v, Item &x)
{
    visitIdentity(v, x);
    visitGuide(v, x);
}

template <typename V> void visitFields(V &v, Fee &x)
{
    v.field("id", x.id, Need::Required);
    v.field("name", x.name, Need::Required);
    v.field("amount", x.amount, Need::Required);
    v.field("unit", x.unit);
    v.field("standard", x.standard);
    v.field("docNo", x.docNo, Need::Required);
    v.field("feeKind", x.feeKind);
    v.field("level", x.level);
    v.field("treasury", x.treasury);
    v.field("reducible", x.reducible);
    v.field("reductionNote", x.reductionNote);
    v.field("payMethods", x.payMethods);
    v.field("from", x.from);
    v.field("to", x.to);
    v.field("group", x.group, Need::Required);
    v.field("order", x.order);
}

template <typename V> void visitFields(V &v, Hotline &x)
{
    v.field("number", x.number, Need::Required);
    v.field("name", x.name, Need::Required);
    v.field("purpose", x.purpose, Need::Required);
    v.field("whenNotToUse", x.whenNotToUse);
    v.field("hours", x.hours);
    v.field("languages", x.languages);
    v.field("accessible", x.accessible);
    v.field("scope", x.scope);
    v.field("group", x.group, Need::Required);
    v.field("order", x.order);
}

template <typename V> void visitFields(V &v, Unit &x)
{
    v.field("id", x.id, Need::Required);
    v.field("name", x.name, Need::Required);
    v.field("short", x.shortName);
    v.field("functions", x.functions);
    v.field("duties", x.duties);
    v.field("phone", x.phone);
    v.field("address", x.address);
    v.field("parent", x.parent);
}

template <typename V> void visitFields(V &v, HoursPeriod &x)
{
    v.field("season", x.season);
    v.field("from", x.from, Need::Required);
    v.field("to", x.to, Need::Required);
    v.field("weekdays", x.weekdays, Need::Required);
    v.field("open", x.open, Need::Required);
}

template <typename V> void visitFields(V &v, HoursException &x)
{
    v.field("date", x.date, Need::Required);
    v.field("note", x.note);
    v.field("open", x.open);
}

template <typename V> void visitFields(V &v, Floor &x)
{
    v.field("id", x.id, Need::Required);
    v.field("name", x.name, Need::Required);
}

template <typename V> void visitFields(V &v, ServiceHall &x)
{
    v.field("id", x.id, Need::Required);
    v.field("name", x.name, Need::Required);
    v.field("address", x.address);
    v.field("floors", x.floors);
    v.field("phone", x.phone);
    v.field("traffic", x.traffic);
    v.field("accessible", x.accessible);
    v.field("hours", x.hours.periods, Need::Required);
    v.field("closures", x.hours.exceptions);
}

template <typename V> void visitFields(V &v, Office &x)
{
    v.field("id", x.id, Need::Required);
    v.field("hall", x.hall);
    v.field("name", x.name, Need::Required);
    v.field("unit", x.unit);
    v.field("floor", x.floor);
    v.field("zone", x.zone);
    v.field("windows", x.windows);
    v.field("windowName", x.windowName);
    v.field("address", x.address);
    v.field("phone", x.phone);
    v.field("hours", x.hoursNote);
    v.field("services", x.services);
    v.field("order", x.order);
}

template <typename V> void visitFields(V &v, Topic &x)
{
    v.field("id", x.id, Need::Required);
    v.field("kind", x.kind);
    v.field("title", x.title, Need::Required);
    v.field("line", x.line);
    v.field("icon", x.icon);
    v.field("itemCount", x.itemCount);
}

template <typename V> void visitFields(V &v, Form &x)
{
    v.field("id", x.id, Need::Required);
    v.field("formNo", x.formNo);
    v.field("name", x.name, Need::Required);
    v.field("version", x.version);
    v.field("items", x.items);
    v.field("language", x.language);
    v.field("file", x.file, Need::Required);
    v.field("sampleFile", x.sampleFile);
    v.field("bytes", x.bytes);
    v.field("pageCount", x.pageCount);
    v.field("pagePictures", x.pagePictures);
    v.field("url", x.url);
    v.field("sampleUrl", x.sampleUrl);
    v.field("lastChecked", x.lastChecked);
}

template <typename V> void visitFields(V &v, Law &x)
{
    v.field("id", x.id, Need::Required);
    v.field("name", x.name, Need::Required);
    v.field("docNo", x.docNo);
    v.field("level", x.level, Need::Required);
    v.field("issuer", x.issuer);
    v.field("issuedOn", x.issuedOn);
    v.field("effectiveOn", x.effectiveOn);
    v.field("validity", x.validity, Need::Required);
    v.field("repealedOn", x.repealedOn);
    v.field("replacedBy", x.replacedBy);
}

template <typename V> void visitFields(V &v, Notice &x)
{
    v.field("id", x.id);
    v.field("title", x.title, Need::Required);
    v.field("from", x.from, Need::Required);
    v.field("to", x.to, Need::Required);
    v.field("priority", x.priority, Need::Required);
    v.field("halls", x.halls);
    v.field("owner", x.owner, Need::Required);
    v.field("html", x.html);
    v.field("text", x.text);
}

template <typename V> void visitFields(V &v, Channel &x)
{
    v.field("id", x.id, Need::Required);
    v.field("kind", x.kind, Need::Required);
    v.field("name", x.name, Need::Required);
    v.field("url", x.url);
    v.field("note", x.note);
    v.field("order", x.order);
}

template <typename V> void visitFields(V &v, AttractSlide &x)
{
    v.field("title", x.title, Need::Required);
    v.field("line", x.line);
}

template <typename V> void visitFields(V &v, Site &x)
{
    v.field("bureau", x.bureau, Need::Required);
    v.field("publicUrl", x.publicUrl, Need::Required);
    v.field("sample", x.sample);
    v.field("mainPhone", x.mainPhone);
    v.field("languages", x.languages);
    v.field("hotWords", x.hotWords);
    v.field("attract", x.attract);
}

template <typename V> void visitFields(V &v, DayName &x)
{
    v.field("date", x.date, Need::Required);
    v.field("name", x.name, Need::Required);
}

template <typename V> void visitFields(V &v, CalendarYear &x)
{
    v.field("year", x.year, Need::Required);
    v.field("issuedBy", x.issuedBy, Need::Required);
    v.field("issuedOn", x.issuedOn);
    v.field("off", x.off, Need::Required);
    v.field("work", x.work, Need::Required);
    v.field("names", x.names);
}

} // namespace Hall
