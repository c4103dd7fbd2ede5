// The board's line of twelve months, and picking all rows of a list. Both pages work without it: the months are a table, rows are picked one by one.
document.querySelectorAll('[data-trend]').forEach(function (place) {
  const months = JSON.parse(place.dataset.trend);
  const narrow = place.clientWidth < 560;
  const chart = echarts.init(place, null, {renderer: 'svg'});
  chart.setOption({
    animation: false,
    // told apart by shape and by name, not by colour alone
    legend: {data: ['按期办结率', '逾期', '黄牌和红牌'], top: 0, textStyle: {color: '#1c2329'}},
    grid: {left: 44, right: 40, top: narrow ? 36 : 44, bottom: narrow ? 64 : 40},
    tooltip: {trigger: 'axis', confine: true},
    xAxis: {type: 'category', data: months.map(function (m) { return m.month; }), axisLabel: {color: '#1c2329', rotate: narrow ? 60 : 0, formatter: function (m) { return narrow ? m.replace(/^20/, '') : m.replace('年', '年\n'); }}},
    yAxis: [{type: 'value', name: narrow ? '' : '%', min: 0, max: 100, axisLabel: {color: '#1c2329'}}, {type: 'value', name: narrow ? '' : '项、张', minInterval: 1, splitLine: {show: false}, axisLabel: {color: '#1c2329'}}],
    series: [
      {name: '按期办结率', type: 'line', data: months.map(function (m) { return m.rate; }), connectNulls: false, symbol: 'circle', symbolSize: 8, lineStyle: {width: 3, color: '#1f4e79'}, itemStyle: {color: '#1f4e79'}, label: {show: !narrow, formatter: '{c}%', color: '#1c2329'}},
      {name: '逾期', type: 'bar', yAxisIndex: 1, data: months.map(function (m) { return m.overdue || null; }), itemStyle: {color: '#b3261e'}, barMaxWidth: 18},
      {name: '黄牌和红牌', type: 'bar', yAxisIndex: 1, data: months.map(function (m) { return m.cards || null; }), itemStyle: {color: '#f0b24a', borderColor: '#8a5300', borderWidth: 1}, barMaxWidth: 18}
    ]
  });
  chart.on('click', function (event) { window.location.assign(months[event.dataIndex].list); });
  window.addEventListener('resize', function () { chart.resize(); });
  place.dataset.drawn = 'true';
});
document.querySelectorAll('.bulk').forEach(function (form) {
  const all = form.querySelector('[data-pick-all]');
  const words = form.querySelector('[data-picked]');
  if (!all) {
    return;
  }
  const boxes = Array.from(form.querySelectorAll('input[name=task]'));
  all.closest('label').hidden = false;
  const tell = function () {
    const picked = boxes.filter(function (box) { return box.checked; }).length;
    words.textContent = picked ? '已勾选' + picked + '项' : '勾选一项或者几项；同一任务每天催办一次。';
    all.checked = picked === boxes.length;
  };
  all.addEventListener('change', function () {
    boxes.forEach(function (box) { box.checked = all.checked; });
    tell();
  });
  form.addEventListener('change', tell);
});
