"""What the site says by itself, in English and Chinese. Texts of models and of the judge stay in their own language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup

__all__ = ["LANGUAGES", "WORDS", "both"]

LANGUAGES = ("en", "zh-Hans")  # as the attribute `lang` has them

_PLACE = re.compile(r"\{(\w+)\}")

# {name} is filled in. "one|many": the first is for the number 1, where a language has both.
WORDS: dict[str, tuple[str, str]] = {
    # The frame of every page
    "leaderboard": ("Leaderboard", "排行榜"),
    "skip": ("Skip to the content", "跳到正文"),
    "theme": ("Appearance", "外观"),
    "theme_auto": ("System", "跟随系统"),
    "theme_light": ("Light", "浅色"),
    "theme_dark": ("Dark", "深色"),
    "views": ("Views", "视图"),
    "filters": ("Filters", "筛选"),
    "made": ("made {time}", "生成于 {time}"),
    "live_on": ("Live: changes appear by themselves", "实时：有变化会自动更新"),
    "live_off": ("Not connected: what you see may be old", "连接已断开：内容可能不是最新"),
    "footer": (
        "Intervals of 95 %. Undecided answers and errors of the judge or the machine count neither for nor against a model.",
        "区间为 95% 置信区间。“无法判定”的回答，以及评判程序或机器的错误，对模型既不加分也不扣分。",
    ),
    "no_script": (
        "This is the short table. Sorting, filters, pictures and the list of runs need JavaScript.",
        "这里只有简表。排序、筛选、图片和回答列表需要启用 JavaScript。",
    ),
    # Filters and what they find
    "challenge": ("Challenge", "题目"),
    "all_challenges": ("All challenges", "全部题目"),
    "mode": ("Mode", "模式"),
    "all_modes": ("All modes", "全部模式"),
    "mode_1": ("thinking", "思考"),
    "mode_0": ("no thinking", "不思考"),
    "mode_-1": ("as it is", "默认"),
    "lang": ("Prompt", "提示语"),
    "all_langs": ("All languages", "全部语言"),
    "lang_en": ("English", "英文"),
    "lang_zh": ("Chinese", "中文"),
    "model": ("Model", "模型"),
    "search": ("Search models", "搜索模型"),
    "result": ("Result", "结果"),
    "all_results": ("All results", "全部结果"),
    "reset": ("Reset", "重置"),
    "sort_by": ("Sort by", "排序"),
    "as_they_came": ("Order of arrival", "先后顺序"),
    "nothing": ("Nothing fits these filters.", "没有符合筛选条件的内容。"),
    "no_answers": ("No answers yet.", "还没有回答。"),
    "found_rows": ("1 row|{n} rows", "{n} 行"),
    "found_runs": ("1 run|{n} runs", "{n} 次运行"),
    "of_total": ("{n} of {total}", "{n} / {total}"),
    "previous": ("Previous", "上一页"),
    "next": ("Next", "下一页"),
    "pages": ("Pages", "分页"),
    "page_of": ("Page {n} of {total}", "第 {n} / {total} 页"),
    "more": ("Show {n} more", "再显示 {n} 个"),
    # Ranking
    "ranking": ("Ranking", "排名"),
    "lead_one": ("{model} leads", "{model} 领先"),
    "lead_level": ("{model} and 1 other are level|{model} and {n} others are level", "{model} 与另外 {n} 个并列领先"),
    "lead_level_only": ("and the samples do not tell them apart.", "样本无法区分它们。"),
    "lead_level_more": (
        "and the samples do not tell 1 more apart from them.|and the samples do not tell {n} more apart from them.",
        "样本也无法把另外 {n} 个与它们区分开。",
    ),
    "lead_alone": ("and the samples tell it apart from all others.", "样本足以把它与其他所有模型区分开。"),
    "lead_tied": (
        "but the samples do not tell it apart from 1 other.|but the samples do not tell it apart from {n} others.",
        "但样本还不足以把它与另外 {n} 个区分开。",
    ),
    "lead_only": ("It is the only one so far.", "目前只有它一个。"),
    "lead_none": ("Nothing is decided yet", "尚无判定结果"),
    "counted": ("1 answer|{n} answers", "{n} 个回答"),
    "of_models": ("1 model|{n} models", "{n} 个模型"),
    "of_challenges": ("1 challenge|{n} challenges", "{n} 道题目"),
    "to_judge": ("1 to be judged|{n} to be judged", "{n} 个待评判"),
    "caption_ranking": ("Ranking by {measure}: {challenge}", "排名（按{measure}）：{challenge}"),
    "measure_pass": ("pass@1", "pass@1"),
    "measure_score": ("mean score", "平均分"),
    "rank": ("Rank", "名次"),
    "tied_mark": ("shared", "并列"),
    "tied": ("Not told apart from", "无法区分"),
    "tied_none": ("told apart from all others", "与其他所有都能区分"),
    "interval": ("{value}, 95 % interval {low} to {high}", "{value}，95% 置信区间 {low} 至 {high}"),
    "score": ("Score", "分数"),
    "undecided": ("Undecided", "无法判定"),
    "errors": ("Errors", "错误"),
    "incomplete": ("Incomplete", "未完成"),
    "unanswered": ("Unanswered", "无应答"),
    "waiting": ("Waiting", "待评判"),
    "seconds": ("Seconds", "秒"),
    "tokens": ("Tokens", "词元"),
    "judge_s": ("Seconds of judging", "评判用时（秒）"),
    "seconds_note": ("median of complete answers", "完整回答的中位数"),
    "details": ("Details of {model}", "{model} 的详情"),
    "bounds": (
        "{low} if all that is undecided failed, {high} if it passed",
        "若“无法判定”的全部算失败为 {low}，全部算通过为 {high}",
    ),
    "bounds_name": ("Range with undecided", "计入无法判定的范围"),
    "see_gallery": ("Pictures", "图片"),
    "see_runs": ("All its runs", "全部运行"),
    "legend_interval": ("95 % interval", "95% 置信区间"),
    "legend_value": ("estimate", "估计值"),
    "legend_bounds": ("where undecided answers could move it", "“无法判定”可能造成的变动"),
    "legend_tied": (
        "= shares its place: point at a row, or open it, to see with whom",
        "= 表示并列：指向或展开一行可查看与谁并列",
    ),
    "ranked_among": (
        "Places are those among all modes and languages.",
        "名次是在全部模式和语言中的名次。",
    ),
    # Checks
    "checks": ("Checks", "检查项"),
    "caption_checks": ("Checks: {challenge}", "检查项：{challenge}"),
    "checks_are": (
        "How often each check passed, in percent of the answers of which it was decided.",
        "每个检查项的通过率（%），只计已判定的回答。",
    ),
    "cell": ("{percent}, {n} of {total}", "{percent}，{n} / {total}"),
    "cell_none": ("not decided", "未判定"),
    "no_checks": ("No answer to this challenge is judged yet.", "这道题目还没有评判过的回答。"),
    "choose_challenge": ("Showing {challenge}; choose another above.", "当前题目：{challenge}，可在上方选择其他题目。"),
    # Gallery
    "gallery": ("Gallery", "图库"),
    "side_by_side": ("Side by side", "并排比较"),
    "all_samples": ("All samples", "全部样本"),
    "arrangement": ("Arrangement", "排列方式"),
    "sample": ("Sample", "样本"),
    "sample_of": ("Sample {n} of {total}", "样本 {n} / {total}"),
    "previous_sample": ("Previous sample", "上一个样本"),
    "next_sample": ("Next sample", "下一个样本"),
    "play_all": ("Play all films", "播放全部影片"),
    "stop_all": ("Stop all films", "停止全部影片"),
    "play": ("Play the film of {model}, sample {n}", "播放 {model} 样本 {n} 的影片"),
    "film_of": ("Film of {model}, sample {n}", "{model} 样本 {n} 的影片"),
    "picture_of": ("Picture of {model}, sample {n}", "{model} 样本 {n} 的图片"),
    "no_pictures": ("There are no pictures of these runs.", "这些运行没有图片。"),
    "one_sample": ("1 sample|{n} samples", "{n} 个样本"),
    # Runs
    "runs": ("Runs", "运行"),
    "caption_runs": ("Runs: {n}", "运行：{n}"),
    "why": ("Did not pass", "未通过"),
    "and_more": ("and {n} more", "另有 {n} 项"),
    # Results; a run's standing, and a check's status
    "passed": ("Passed", "通过"),
    "failed": ("Failed", "未通过"),
    "error": ("Error", "错误"),
    "status_pass": ("passed", "通过"),
    "status_fail": ("failed", "未通过"),
    "status_undecided": ("undecided", "无法判定"),
    "status_skipped": ("skipped", "跳过"),
    # The page of a run
    "run": ("Run", "运行"),
    "of_100": ("of 100", "/ 100"),
    "other_runs": ("Other runs of this model", "该模型的其他运行"),
    "what_failed": ("What did not pass", "未通过的检查"),
    "all_checks": ("All checks", "全部检查"),
    "summary": ("{n} of {total} checks passed", "{total} 项检查中通过 {n} 项"),
    "summary_error": (
        "The judge or the machine failed. This says nothing about the program.",
        "评判程序或机器出错，这不说明程序有问题。",
    ),
    "summary_incomplete": ("The answer was cut short; it is not judged.", "回答没有写完，不予评判。"),
    "summary_unanswered": (
        "The server failed. This says nothing about the model.",
        "服务器出错，这不说明模型有问题。",
    ),
    "summary_waiting": ("The answer is not judged yet.", "回答尚未评判。"),
    "picture": ("The frame that tells most, marked by the judge", "最能说明问题的一帧，由评判程序标注"),
    "film": ("Film", "影片"),
    "film_run": ("The run, from its beginning", "运行过程，从头开始"),
    "film_moment": ("Around the first failure", "第一次失败前后"),
    "expected": ("expected", "应当"),
    "actual": ("actual", "实际"),
    "points": ("{n} of {total} points", "{n} / {total} 分"),
    "not_counted": ("not counted", "不计分"),
    "at_time": ("at {n} s", "{n} 秒处"),
    "show_moment": ("show in the film", "在影片中查看"),
    "numbers": ("Numbers", "数值"),
    "evidence": ("Evidence", "证据"),
    "answer": ("Answer", "回答"),
    "reasoning": ("Reasoning", "思考过程"),
    "code": ("Code", "代码"),
    "drawing": ("Drawing", "图形源码"),
    "prompt": ("Prompt", "提示语全文"),
    "traceback": ("Traceback", "错误回溯"),
    "stdout": ("stdout", "标准输出"),
    "stderr": ("stderr", "标准错误"),
    "asking": ("Asking", "提问"),
    "judging": ("Judging", "评判"),
    "limits": ("Limits, and what enforced them", "限制及其执行者"),
    "not_enforced": ("not enforced", "未执行"),
    "cut": ("The first {n} characters; the rest is left out here.", "只显示前 {n} 个字符。"),
    "all_data": ("All data of this judgement (JSON)", "这次评判的全部数据（JSON）"),
    "characters": ("{n} characters", "{n} 个字符"),
    "fact_server": ("served as", "服务器上的名称"),
    "fact_thought": ("did think", "实际是否思考"),
    "yes": ("yes", "是"),
    "no": ("no", "否"),
    "fact_seconds": ("answered in", "回答用时"),
    "fact_first": ("first token after", "首个词元用时"),
    "fact_tokens": ("tokens generated", "生成词元"),
    "fact_reasoning": ("of these, reasoning", "其中思考"),
    "fact_prompt": ("tokens of the prompt", "提示语词元"),
    "fact_finish": ("finish reason", "结束原因"),
    "fact_problem": ("problem", "问题"),
    "fact_started": ("asked", "提问时间"),
    "fact_parameters": ("parameters", "参数"),
    "fact_note": ("note", "备注"),
    "fact_taken": ("judged part", "评判的部分"),
    "fact_backend": ("back end", "沙箱后端"),
    "fact_ended": ("the program", "程序"),
    "fact_wall": ("real time", "实际用时"),
    "fact_cpu": ("processor time", "处理器时间"),
    "fact_memory": ("peak memory", "内存峰值"),
    "fact_simulated": ("simulated", "模拟时长"),
    "fact_window": ("window", "窗口"),
    "fact_library": ("library", "图形库"),
    "fact_judged": ("judged in", "评判用时"),
    "fact_version": ("version", "版本"),
}  # fmt: skip


def both(key: str, **values: object) -> Markup:
    """The words in every language, of which the page shows one. Values are escaped, unless they are markup already."""
    return _both(key) if not values else _spans(key, values)


@cache
def _both(key: str) -> Markup:
    return _spans(key, {})


def _spans(key: str, values: Mapping[str, object]) -> Markup:
    from markupsafe import Markup

    spans = (
        f'<span class="t" lang="{language}">{_filled(text, values)}</span>'
        for language, text in zip(LANGUAGES, WORDS[key], strict=True)
    )
    return Markup("".join(spans))


def _filled(text: str, values: Mapping[str, object]) -> str:
    from markupsafe import escape

    one, _, many = text.partition("|")
    chosen = one if values.get("n") == 1 else many or one
    return _PLACE.sub(lambda match: str(escape(values[match[1]])), str(escape(chosen)))
