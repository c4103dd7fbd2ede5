// Camunda Forms (form-js 1.8.7, part of the web apps 7.24.0) has its own words only in English and no way to set others.
// Exactly those words, exactly where form-js writes them, become Chinese; what the forms and people say is never touched.
const language = ((navigator.languages && navigator.languages[0]) || navigator.language || '').toLowerCase();

/** Where form-js writes texts of its own. */
const textPlaces = [
  '.fjs-form-field-error li',
  '.fjs-select-placeholder',
  '.fjs-dropdownlist-empty',
  '.fjs-repeat-render-add',
  '.fjs-repeat-render-collapse',
  '.fjs-table-empty',
  '.fjs-table-td',
  '.fjs-skip-link'
].join(',');
const attributes = ['placeholder', 'title', 'aria-label'];

const words = new Map(Object.entries({
  'Search': '点选，或输入文字查找',
  'Select': '请选择',
  'yyyy/mm/dd': '年/月/日',
  'No results': '没有找到，请换一个词',
  'All values selected': '已经全部选上',
  'Add new': '增加一项',
  'Collapse': '收起',
  'Nothing to show.': '没有内容',
  'Increment': '加一',
  'Decrement': '减一',
  'Remove tag': '移除',
  'Skip to search': '跳到查找框',
  'Previous page': '上一页',
  'Next page': '下一页',
  'Field is required.': '这一项必须填写。',
  'Value is not a number.': '请填写数字。',
  'Value is expected to be an integer.': '请填写整数。',
  'Date and time must both be entered.': '日期和时间都要填写。',
  'Field must be a valid email.': '请填写有效的电子邮箱。',
  'Field must be a valid  international phone number. (e.g. +4930664040900)': '请填写带国家代码的电话号码，例如 +8663112345678。'
}));

const patterns = [
  [/^Expand all \((\d+)\)$/, n => `全部展开（共${n}项）`],
  [/^Remove list item (\d+)$/, n => `删去第${n}项`],
  [/^Field must have minimum value of (.+)\.$/, n => `不能小于${n}。`],
  [/^Field must have maximum value of (.+)\.$/, n => `不能大于${n}。`],
  [/^Field must have minimum length of (.+)\.$/, n => `至少填写${n}字。`],
  [/^Field must have maximum length of (.+)\.$/, n => `最多填写${n}字，请删减。`],
  [/^Field must match pattern .+\.$/, () => '填写的格式不对，请按提示修改。'],
  [/^Value is expected to have at most (\d+) decimal digits?\.$/, n => `最多保留${n}位小数。`],
  [/^Please select a valid value, the two nearest valid values are (.+) and (.+)\.$/, (a, b) => `请填写有效的数值，最接近的是${a}和${b}。`]
];

function chinese(english) {
  if (words.has(english)) {
    return words.get(english);
  }
  for (const [pattern, inChinese] of patterns) {
    const found = pattern.exec(english);
    if (found) {
      return inChinese(...found.slice(1));
    }
  }
  return null;
}

function translateText(text) {
  const english = text.data.trim();
  const inChinese = english && text.parentElement && text.parentElement.closest(textPlaces) ? chinese(english) : null;
  if (inChinese) {
    text.data = text.data.replace(english, () => inChinese);
  }
}

function translateAttributes(element) {
  for (const attribute of attributes) {
    const inChinese = chinese(element.getAttribute(attribute));
    if (inChinese) {
      element.setAttribute(attribute, inChinese);
    }
  }
}

function translateAll(root) {
  translateAttributes(root);
  root.querySelectorAll('[placeholder],[title],[aria-label]').forEach(translateAttributes);
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    translateText(texts.currentNode);
  }
}

let calendarIsChinese = false;

/** The date picker inside form-js (flatpickr) does take other words, before the first one opens. */
function translateCalendar() {
  if (calendarIsChinese || !window.flatpickr) {
    return;
  }
  calendarIsChinese = true;
  const months = Array.from({ length: 12 }, (_, month) => month + 1 + '月');
  const days = ['日', '一', '二', '三', '四', '五', '六'];
  window.flatpickr.localize({
    weekdays: { shorthand: days, longhand: days.map(day => '星期' + day) },
    months: { shorthand: months, longhand: months },
    firstDayOfWeek: 1,
    yearAriaLabel: '年',
    monthAriaLabel: '月'
  });
}

function inForm(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  return element && element.closest('.fjs-container');
}

function added(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    if (inForm(node)) {
      translateText(node);
    }
  } else if (node.nodeType === Node.ELEMENT_NODE) {
    const forms = inForm(node) ? [node] : Array.from(node.querySelectorAll('.fjs-container'));
    if (forms.length > 0) {
      translateCalendar();
      forms.forEach(translateAll);
    }
  }
}

if (language.split('-')[0] !== 'en') {
  new MutationObserver(changes => {
    for (const change of changes) {
      if (change.type === 'childList') {
        change.addedNodes.forEach(added);
      } else if (inForm(change.target)) {
        if (change.type === 'characterData') {
          translateText(change.target);
        } else {
          translateAttributes(change.target);
        }
      }
    }
  }).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: attributes });
}
