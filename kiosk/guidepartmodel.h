#pragma once

#include "kiosk/contentmodel.h"

namespace Hall {

/// A part of one guide, narrowed to the chosen case.
class GuidePartModel : public Hall::ContentModel {
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(QString itemId MEMBER m_itemId WRITE setItemId NOTIFY loaded)
    Q_PROPERTY(QString caseId MEMBER m_caseId WRITE setCaseId NOTIFY loaded)

public:
    void setItemId(const QString &itemId) { set(m_itemId, itemId); }

    void setCaseId(const QString &caseId) { set(m_caseId, caseId); }

protected:
    using ContentModel::ContentModel;

    Rows read(const Reading &reading) const override;

    /// The rows of this part of the guide.
    virtual Rows readPart(const Reading &reading, const GuideRecord &guide) const = 0;

    QString caseId() const { return m_caseId; }

private:
    QString m_itemId;
    QString m_caseId;
};

/// The five answers of the first block.
class FactModel : public Hall::GuidePartModel {
    Q_OBJECT
    QML_ELEMENT

public:
    explicit FactModel(QObject *parent = nullptr);

protected:
    Rows readPart(const Reading &reading, const GuideRecord &guide) const override;
};

/// The situations the visitor chooses from.
class CaseModel : public Hall::GuidePartModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString chosenTitle READ chosenTitle NOTIFY loaded)

public:
    explicit CaseModel(QObject *parent = nullptr);

    QString chosenTitle() const; ///< empty: none is chosen

protected:
    Rows readPart(const Reading &reading, const GuideRecord &guide) const override;
};

/// The papers to bring: what, how many, from where, what to mind. Until a case is chosen the papers
/// of all cases are numbered, and a row without a number says for each case what else it needs.
class MaterialModel : public Hall::GuidePartModel {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(bool hasForms READ hasForms NOTIFY loaded)

public:
    explicit MaterialModel(QObject *parent = nullptr);

    bool hasForms() const; ///< some paper is a form that can be taken along blank

protected:
    Rows readPart(const Reading &reading, const GuideRecord &guide) const override;
};

/// The stages of the procedure.
class StepModel : public Hall::GuidePartModel {
    Q_OBJECT
    QML_ELEMENT

public:
    explicit StepModel(QObject *parent = nullptr);

protected:
    Rows readPart(const Reading &reading, const GuideRecord &guide) const override;
};

/// Conditions before the procedure and what may help on the way: a heading and a text each.
class ConditionModel : public Hall::GuidePartModel {
    Q_OBJECT
    QML_ELEMENT

public:
    explicit ConditionModel(QObject *parent = nullptr);

protected:
    Rows readPart(const Reading &reading, const GuideRecord &guide) const override;
};

/// Frequent questions with their answers.
class FaqModel : public Hall::GuidePartModel {
    Q_OBJECT
    QML_ELEMENT

public:
    explicit FaqModel(QObject *parent = nullptr);

protected:
    Rows readPart(const Reading &reading, const GuideRecord &guide) const override;
};

/// What the item rests on and how to object: laws, fee documents, remedies, codes, dates.
class BasisModel : public Hall::GuidePartModel {
    Q_OBJECT
    QML_ELEMENT

public:
    explicit BasisModel(QObject *parent = nullptr);

protected:
    Rows readPart(const Reading &reading, const GuideRecord &guide) const override;
};

} // namespace Hall
