"""What a review step is called for short."""

from medaid_desktop.core.review.step_names import step_name


def test_steps_are_called_by_who_completes_them():
    titles = ["项目单位审核意见", "财政部门初审", "区县财政局签章", "单位盖章", "签章", "审核意见："]
    assert [step_name(title) for title in titles] == ["项目单位", "财政部门初审", "区县财政局", "单位", "签章", "审核"]
