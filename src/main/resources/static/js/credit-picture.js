// Draws the records of a file over time. What may be seen is decided by the server; the same is there as a table.
document.querySelectorAll('[data-credit-picture]').forEach(async function (place) {
  const response = await fetch(place.dataset.creditPicture, {headers: {Accept: 'application/json'}});
  if (!response.ok) {
    place.textContent = '时间图暂时不能显示，请刷新页面再试，或者用文字查看。';
    return;
  }
  const picture = await response.json();
  const narrow = place.clientWidth < 560;
  const rows = picture.rows.slice().reverse();   // the newest on top
  const day = function (text) { return text ? new Date(text + 'T00:00:00').getTime() : null; };
  const words = function (text) { const p = text.split('-'); return Number(p[0]) + '年' + Number(p[1]) + '月' + Number(p[2]) + '日'; };
  const bar = function (key, from, to, colour, width, border) {
    return {
      name: key, type: 'custom', itemStyle: {color: colour}, encode: {x: [1, 2], y: 0}, clip: true,
      data: rows.map(function (row, i) { return [i, day(from(row)), day(to(row))]; }).filter(function (d) { return d[1] !== null && d[2] !== null && d[2] >= d[1]; }),
      renderItem: function (params, api) {
        const a = api.coord([api.value(1), api.value(0)]);
        const b = api.coord([api.value(2), api.value(0)]);
        return {type: 'rect', shape: {x: a[0], y: a[1] - width / 2, width: Math.max(2, b[0] - a[0]), height: width}, style: {fill: colour, stroke: border, lineWidth: border ? 1 : 0}};
      }
    };
  };
  const marks = function (kind, name, symbol, colour) {
    return {
      name: name, type: 'scatter', symbol: symbol, symbolSize: 14, itemStyle: {color: colour, borderColor: '#fff', borderWidth: 1}, z: 5,
      data: rows.flatMap(function (row, i) {
        return row.marks.filter(function (m) { return m.kind === kind; }).map(function (m) { return {value: [day(m.day), i], words: words(m.day) + ' ' + m.label + '：' + m.text}; });
      })
    };
  };
  place.style.height = (rows.length * (narrow ? 48 : 38) + (narrow ? 165 : 110)) + 'px';
  const chart = echarts.init(place, null, {renderer: 'svg'});
  const from = function (row) { return row.from; };
  chart.setOption({
    animation: false,
    legend: {top: 0, left: 0, itemWidth: 16, data: ['使用期限', '公示期限', '处分期', '可修复起', '异议', '修复', '其他变更'].map(function (n) { return {name: n}; })},
    grid: {left: narrow ? 8 : 240, right: 20, top: narrow ? 96 : 44, bottom: 30},
    xAxis: {type: 'time', axisLabel: {hideOverlap: true, formatter: '{yyyy}年'}, minInterval: 365 * 86400000, splitLine: {show: true}},
    yAxis: {
      type: 'category', data: rows.map(function (row) { return row.recordNo; }), axisTick: {show: false},
      axisLabel: {inside: narrow, z: 10, color: '#1c2329', margin: narrow ? 2 : 8, verticalAlign: narrow ? 'bottom' : 'middle', padding: narrow ? [0, 0, 11, 0] : 0, fontSize: narrow ? 11 : 12,
        formatter: function (no, i) { return no + (narrow ? ' ' : '\n') + rows[i].label + '，' + rows[i].standing; }}
    },
    tooltip: {
      confine: true, extraCssText: 'max-width:24rem;white-space:pre-wrap', formatter: function (p) {
        if (p.data.words) {
          return echarts.format.encodeHTML(p.data.words);
        }
        const row = rows[p.data[0]];
        return echarts.format.encodeHTML(row.recordNo + ' ' + row.label + '，' + row.standing + '\n使用期限：' + words(row.from) + '至' + words(row.until)
          + (row.publishUntil ? '\n公示截止：' + words(row.publishUntil) : '\n不公示') + '\n可申请修复：' + words(row.repairFrom) + '起' + (row.sanctionUntil ? '\n处分期至：' + words(row.sanctionUntil) : ''));
      }
    },
    series: [
      Object.assign(bar('使用期限', from, function (row) { return row.until; }, '#d5dde5', 16, '#9aa7b3'), {
        markLine: {silent: true, symbol: 'none', lineStyle: {color: '#b3261e', type: 'solid'}, label: {formatter: '截至' + words(picture.asOf), color: '#b3261e', position: 'end'}, data: [{xAxis: day(picture.asOf)}]}
      }),
      bar('公示期限', from, function (row) { return row.publishUntil; }, '#1f4e79', 8),
      bar('处分期', from, function (row) { return row.sanctionUntil; }, '#8a5300', 8),
      {name: '可修复起', type: 'scatter', symbol: 'triangle', symbolSize: 10, itemStyle: {color: '#1b6b3a'}, z: 4, data: rows.map(function (row, i) { return {value: [day(row.repairFrom), i], words: row.recordNo + ' 可申请修复：' + words(row.repairFrom) + '起'}; })},
      marks('objection', '异议', 'diamond', '#e08e00'), marks('repair', '修复', 'circle', '#1b6b3a'), marks('change', '其他变更', 'rect', '#55606b')
    ]
  });
  window.addEventListener('resize', function () { chart.resize(); });
  place.dataset.drawn = 'true';
});
