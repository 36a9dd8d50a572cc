"""How facts, held cells and shapes of sheets read in the tables of the data workspace."""

from PySide6.QtCore import QCoreApplication

from isplanner.desktop.language import language
from isplanner.jobs.questions import Question
from isplanner.plan.fact import FactKind, HeldCell
from isplanner.plan.metric import shipped_metrics
from isplanner.plan.plan import Plan
from isplanner.plan.reason import Reason
from isplanner.plan.template import shipped_channels
from isplanner.text.messages import say
from isplanner.text.names import channel_name, metric_name
from isplanner.workbook.templates import shipped_templates


def metric_words(plan: Plan, key: str) -> str:
    """A metric's name, of the plan's own or the shipped dictionary."""
    metric = plan.metrics.get(key) or shipped_metrics().get(key)
    return metric_name(metric, language()) if metric else key


def channel_words(plan: Plan, key: str | None) -> str:
    """A channel's name; one that is new is called what the file calls it."""
    channel = plan.channels.get(key or "") or shipped_channels().get(key or "")
    return channel_name(channel, language()) if channel else key or ""


def kind_words(kind: FactKind) -> str:
    """実績 or 目標."""
    if kind is FactKind.TARGET:
        return QCoreApplication.translate("DataWords", "目標")
    return QCoreApplication.translate("DataWords", "実績")


def shape_words(shape: str) -> str:
    """What a sheet looks like."""
    words = {
        "long": QCoreApplication.translate("DataWords", "1 行に 1 つの値"),
        "members_by_metric": QCoreApplication.translate("DataWords", "メンバー × 指標"),
        "metrics_by_period": QCoreApplication.translate("DataWords", "指標 × 期間"),
        "activity_log": QCoreApplication.translate("DataWords", "活動の記録"),
        "opportunities": QCoreApplication.translate("DataWords", "商談の記録"),
        "sales_log": QCoreApplication.translate("DataWords", "売上の明細"),
        "mail_log": QCoreApplication.translate("DataWords", "メール配信の記録"),
        "member_sheet": QCoreApplication.translate("DataWords", "メンバーの KPI シート"),
    }
    return words[shape]


def held_words(cell: HeldCell) -> str:
    """Why a cell was not taken."""
    return say(f"held_{cell.reason}", {}, language())


def ignored_words(reason: str) -> str:
    """Why a row is not read."""
    return say(f"ignored_{reason}", {}, language())


def use_words(use: str) -> str:
    """What a column is used as, where it holds no numbers that are stored."""
    words = {
        "numbers": QCoreApplication.translate("DataWords", "数として保存"),
        "value": QCoreApplication.translate("DataWords", "値"),
        "unread": QCoreApplication.translate("DataWords", "使わない"),
        "ignored": QCoreApplication.translate("DataWords", "使わない"),
        "total": QCoreApplication.translate("DataWords", "合計"),
        "running": QCoreApplication.translate("DataWords", "累計"),
        "comparison": QCoreApplication.translate("DataWords", "比較"),
        "derived": QCoreApplication.translate("DataWords", "導出"),
        "date": QCoreApplication.translate("DataWords", "日付"),
        "month": QCoreApplication.translate("DataWords", "月"),
        "member": QCoreApplication.translate("DataWords", "メンバー"),
        "outline": QCoreApplication.translate("DataWords", "段の見出し"),
        "family": QCoreApplication.translate("DataWords", "姓"),
        "given": QCoreApplication.translate("DataWords", "名"),
        "channel": QCoreApplication.translate("DataWords", "チャネル"),
        "metric": QCoreApplication.translate("DataWords", "指標名"),
        "unit": QCoreApplication.translate("DataWords", "単位"),
        "kind": QCoreApplication.translate("DataWords", "目標・実績の区分"),
        "outcome": QCoreApplication.translate("DataWords", "架電の結果"),
        "answered": QCoreApplication.translate("DataWords", "応答の有無"),
        "talk": QCoreApplication.translate("DataWords", "通話時間"),
        "time": QCoreApplication.translate("DataWords", "時刻"),
        "arose": QCoreApplication.translate("DataWords", "リードの発生日時"),
        "type": QCoreApplication.translate("DataWords", "活動の種別"),
        "id": QCoreApplication.translate("DataWords", "ID"),
        "created": QCoreApplication.translate("DataWords", "商談化日"),
        "judged": QCoreApplication.translate("DataWords", "有効の判定日"),
        "valid": QCoreApplication.translate("DataWords", "有効の判定"),
        "amount": QCoreApplication.translate("DataWords", "受注金額"),
        "won": QCoreApplication.translate("DataWords", "受注日"),
        "stage": QCoreApplication.translate("DataWords", "フェーズ"),
        "ordered": QCoreApplication.translate("DataWords", "受注の有無"),
        "slip": QCoreApplication.translate("DataWords", "伝票番号"),
        "price": QCoreApplication.translate("DataWords", "単価"),
        "quantity": QCoreApplication.translate("DataWords", "数量"),
        "year": QCoreApplication.translate("DataWords", "年"),
        "day": QCoreApplication.translate("DataWords", "日"),
        "owner": QCoreApplication.translate("DataWords", "商談の担当"),
        "attribute": QCoreApplication.translate("DataWords", "切り口として残す"),
    }
    return words.get(use, use)


def meaning_words(meaning: str) -> str:
    """What a word in a log counts for."""
    words = {
        "valid": QCoreApplication.translate("DataWords", "有効商談化"),
        "appointment": QCoreApplication.translate("DataWords", "着電・商談化"),
        "connect": QCoreApplication.translate("DataWords", "着電"),
        "unreached": QCoreApplication.translate("DataWords", "架電のみ"),
        "uncounted": QCoreApplication.translate("DataWords", "数えない"),
        "answered": QCoreApplication.translate("DataWords", "着電"),
        "unanswered": QCoreApplication.translate("DataWords", "架電のみ"),
        "call": QCoreApplication.translate("DataWords", "架電"),
        "won": QCoreApplication.translate("DataWords", "受注"),
        "open": QCoreApplication.translate("DataWords", "受注でない"),
        "yes": QCoreApplication.translate("DataWords", "有効"),
        "no": QCoreApplication.translate("DataWords", "有効でない"),
        "blank": QCoreApplication.translate("DataWords", "空欄"),
        "unknown": QCoreApplication.translate("DataWords", "？ 決めてください"),
    }
    return words[meaning]


def reason_words(reason: Reason, plan: Plan) -> str:
    """One reason why something was read as it was."""
    named = {
        name: metric_words(plan, str(value)) if name == "metric" and value else value
        for name, value in reason.values.items()
    }
    return say(reason.code, named, language())


def template_words(name: str) -> str:
    """What a template is called."""
    shipped = next((each for each in shipped_templates() if each.name == name), None)
    if shipped is None:
        return name
    return shipped.names[1] if language() == "ja" else shipped.names[2]


def unread_words(reason: str) -> str:
    """Why a sheet is not read."""
    words = {
        "hidden": QCoreApplication.translate("DataWords", "非表示のため読まない"),
        "no_table": QCoreApplication.translate("DataWords", "表が見つからない"),
        "summary": QCoreApplication.translate("DataWords", "ほかのシートの合計"),
        "chosen": QCoreApplication.translate("DataWords", "読まないことにした"),
    }
    return words.get(reason, "")


def question_words(question: Question) -> str:
    """What is asked of a cell."""
    words = {
        "new_member": QCoreApplication.translate("DataWords", "名簿にない名前です"),
        "new_channel": QCoreApplication.translate("DataWords", "プランにないチャネルです"),
        "running_total": QCoreApplication.translate("DataWords", "隣の数の累計と同じ動きです"),
    }
    return words.get(question.code, "")
