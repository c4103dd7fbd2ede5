// Draws a case's model with its tokens. What may be seen is decided by the server; without JavaScript the steps are there as text.
document.querySelectorAll('[data-diagram]').forEach(async function (place) {
  const response = await fetch(place.dataset.source, {headers: {Accept: 'application/json'}});
  if (!response.ok) {
    place.textContent = '流程图暂时不能显示，请刷新页面再试，或者用文字查看。';
    return;
  }
  const state = await response.json();
  const viewer = new BpmnJS({container: place, keyboard: {bindTo: place}});
  await viewer.importXML(state.xml);
  const canvas = viewer.get('canvas');
  const registry = viewer.get('elementRegistry');
  const overlays = viewer.get('overlays');
  const mark = function (id, marker) {
    if (registry.get(id)) {
      canvas.addMarker(id, marker);
    }
  };
  state.cancelled.forEach(function (id) { mark(id, 'is-left'); });
  state.done.forEach(function (id) { mark(id, 'is-done'); });
  state.flows.forEach(function (id) { mark(id, 'is-done'); });
  Object.entries(state.active).forEach(function ([id, count]) {
    if (!registry.get(id)) {
      return;
    }
    const failed = state.incidents.includes(id);
    mark(id, failed ? 'is-failed' : 'is-now');
    const badge = document.createElement('span');
    badge.className = 'token' + (failed ? ' failed' : '');
    badge.textContent = count;
    badge.title = failed ? '出现故障，管理员正在处理' : '正在办理';
    // shown at any size: the viewer hides what is laid over a model below 70 %, and a long model is always smaller
    overlays.add(id, {position: {top: -12, right: 12}, show: {minZoom: 0}, scale: {min: 1}, html: badge});
  });
  const fit = function () {
    canvas.zoom('fit-viewport', 'auto');
    // a long model would be unreadable as a whole: show where the tokens are
    if (canvas.zoom() < 0.55) {
      const first = registry.get(Object.keys(state.active)[0]) || registry.get(state.done[state.done.length - 1]);
      canvas.zoom(0.7);
      if (first) {
        const box = canvas.viewbox();
        canvas.viewbox({x: first.x + first.width / 2 - box.outer.width / 1.4, y: first.y + first.height / 2 - box.outer.height / 1.4, width: box.outer.width / 0.7, height: box.outer.height / 0.7});
      }
    }
  };
  fit();
  document.querySelectorAll('[data-diagram-zoom]').forEach(function (button) {
    button.addEventListener('click', function () {
      const how = button.dataset.diagramZoom;
      if (how === 'fit') {
        canvas.zoom('fit-viewport', 'auto');
      } else {
        canvas.zoom(canvas.zoom() * (how === 'in' ? 1.25 : 0.8));
      }
    });
  });
  place.dataset.drawn = 'true';
});
