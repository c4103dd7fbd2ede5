// Draws clauses × units as a heat map. What may be seen is decided by the server; the same is there as a table.
document.querySelectorAll('[data-heat]').forEach(async function (place) {
  const response = await fetch(place.dataset.heat, {headers: {Accept: 'application/json'}});
  if (!response.ok) {
    place.textContent = '热力图暂时不能显示，请刷新页面再试，或者用文字看。';
    return;
  }
  const picture = await response.json();
  const narrow = place.clientWidth < 560;
  const left = narrow ? 92 : 150;
  const row = 24;
  const column = Math.max(narrow ? 34 : 26, (place.clientWidth - left - 30) / Math.max(1, picture.clauses.length));
  const canvas = document.createElement('div');
  canvas.style.width = (left + 24 + column * picture.clauses.length) + 'px';
  canvas.style.height = (picture.units.length * row + 112) + 'px';
  place.replaceChildren(canvas);   // wider than the screen it moves sideways inside its frame
  const chart = echarts.init(canvas, null, {renderer: 'svg'});
  const shorten = function (name, most) { return name.length > most ? name.slice(0, most - 1) + '…' : name; };
  chart.setOption({
    animation: false,
    grid: {left: left, right: 12, top: 70, bottom: 8},
    xAxis: {type: 'category', position: 'top', data: picture.clauses.map(function (c) { return c.id; }), axisTick: {show: false}, axisLabel: {interval: 0, fontSize: narrow ? 10 : 12, color: '#1c2329'}, splitArea: {show: false}},
    yAxis: {type: 'category', inverse: true, data: picture.units.map(function (u) { return u.name; }), axisTick: {show: false}, axisLabel: {interval: 0, color: '#1c2329', fontSize: narrow ? 10 : 12, formatter: function (name) { return shorten(name, narrow ? 8 : 11); }}, triggerEvent: picture.linked},
    // orange to blue: told apart by those who cannot tell red from green
    visualMap: {type: 'piecewise', dimension: 2, orient: 'horizontal', left: 0, top: 4, itemWidth: 14, itemGap: narrow ? 4 : 10, textStyle: {fontSize: narrow ? 10 : 12},
      pieces: [
        // gte and lt: with min and max alone the library leaves a value at the open end out
        {gte: 90, label: '90%及以上', color: '#2166ac'}, {gte: 80, lt: 90, label: '80%起', color: '#92c5de'}, {gte: 70, lt: 80, label: '70%起', color: '#e4e8ea'},
        {gte: 60, lt: 70, label: '60%起', color: '#fdb863'}, {lt: 60, label: '不足60%', color: '#b35806'}]},
    tooltip: {confine: true, formatter: function (p) {
      const cell = p.data.value;
      const unit = picture.units[cell[1]];
      const clause = picture.clauses[cell[0]];
      return echarts.format.encodeHTML(unit.name + '（' + unit.total + '分，' + unit.grade + '）') + '<br>' + echarts.format.encodeHTML(clause.label + '：' + cell[3] + '/' + cell[4] + '，' + cell[2] + '%');
    }},
    series: [{
      type: 'heatmap', itemStyle: {borderColor: '#fff', borderWidth: 1},
      data: picture.cells.map(function (c) {
        return {value: [c.x, c.y, c.percent, c.points, c.most], label: {color: c.percent >= 90 || c.percent < 60 ? '#fff' : '#1c2329'}};
      }),
      label: {show: true, fontSize: narrow ? 9 : 11, formatter: function (p) { return p.data.value[2]; }}
    }]
  });
  chart.on('click', function (event) {
    const index = event.componentType === 'yAxis' ? picture.units.findIndex(function (u) { return u.name === event.value; }) : event.data && event.data.value ? event.data.value[1] : -1;
    if (picture.linked && index >= 0) {
      window.location.assign(place.dataset.heatUnit + encodeURIComponent(picture.units[index].id));
    }
  });
  place.dataset.drawn = 'true';
});
