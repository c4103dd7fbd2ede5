// The web apps 7.24.0 and the viewer of decision tables within them (dmn-js) have some words of their own only in English,
// outside the locale file and with no way to set others. Exactly those words, exactly where the apps write them, become
// Chinese; ids, keys, values and what people wrote are never touched. The same file lies in each app.
const language = ((navigator.languages && navigator.languages[0]) || navigator.language || '').toLowerCase();

const permissions = {
  'ALL': '全部权限',
  'NONE': '没有权限',
  'ACCESS': '进入',
  'READ': '查看',
  'CREATE': '新建',
  'UPDATE': '修改',
  'DELETE': '删除',
  'SET': '设置',
  'SUSPEND': '暂停',
  'TASK_ASSIGN': '分派任务',
  'TASK_WORK': '办理任务',
  'CREATE_INSTANCE': '发起实例',
  'READ_INSTANCE': '查看实例',
  'UPDATE_INSTANCE': '修改实例',
  'DELETE_INSTANCE': '删除实例',
  'SUSPEND_INSTANCE': '暂停实例',
  'MIGRATE_INSTANCE': '迁移实例',
  'RETRY_JOB': '重试作业',
  'READ_TASK': '查看任务',
  'UPDATE_TASK': '修改任务',
  'READ_VARIABLE': '查看变量',
  'UPDATE_VARIABLE': '修改变量',
  'READ_INSTANCE_VARIABLE': '查看实例变量',
  'UPDATE_INSTANCE_VARIABLE': '修改实例变量',
  'READ_TASK_VARIABLE': '查看任务变量',
  'UPDATE_TASK_VARIABLE': '修改任务变量',
  'READ_HISTORY': '查看历史',
  'UPDATE_HISTORY': '修改历史',
  'DELETE_HISTORY': '删除历史',
  'READ_HISTORY_VARIABLE': '查看历史变量',
  'CREATE_BATCH_MIGRATE_PROCESS_INSTANCES': '批量迁移流程实例',
  'CREATE_BATCH_MODIFY_PROCESS_INSTANCES': '批量调整流程实例',
  'CREATE_BATCH_RESTART_PROCESS_INSTANCES': '批量重启流程实例',
  'CREATE_BATCH_UPDATE_PROCESS_INSTANCES_SUSPEND': '批量暂停流程实例',
  'CREATE_BATCH_DELETE_RUNNING_PROCESS_INSTANCES': '批量删除运行中的流程实例',
  'CREATE_BATCH_DELETE_FINISHED_PROCESS_INSTANCES': '批量删除已结束的流程实例',
  'CREATE_BATCH_DELETE_DECISION_INSTANCES': '批量删除决策实例',
  'CREATE_BATCH_SET_JOB_RETRIES': '批量设置作业重试次数',
  'CREATE_BATCH_SET_EXTERNAL_TASK_RETRIES': '批量设置外部任务重试次数',
  'CREATE_BATCH_SET_REMOVAL_TIME': '批量设置清除时间',
  'CREATE_BATCH_SET_VARIABLES': '批量设置变量'
};

const tableWords = {
  'Hit policy:': '命中规则：',
  'Unique': '唯一命中',
  'First': '首个命中',
  'Priority': '优先级最高的命中',
  'Any': '任一命中',
  'Collect': '收集',
  'Collect (Sum)': '收集（合计）',
  'Collect (Min)': '收集（最小值）',
  'Collect (Max)': '收集（最大值）',
  'Collect (Count)': '收集（个数）',
  'Rule order': '按规则顺序',
  'Output order': '按结果顺序',
  'When': '当',
  'Then': '则',
  'And': '且',
  'Annotations': '批注',
  'string': '文字',
  'boolean': '是否',
  'integer': '整数',
  'long': '长整数',
  'double': '小数',
  'number': '数字',
  'date': '日期'
};

/** Where the apps write words of their own, and which. */
const places = [
  ['.app-switch', { 'Welcome': '欢迎', 'Admin': '系统管理', 'Cockpit': '流程监控', 'Tasklist': '待办任务' }],
  ['.null-value', { 'null': '空' }],
  ['td.actions, th.actions', { 'Actions': '操作' }],
  ['td.type', {
    'Failed Job': '作业失败',
    'failedExternalTask': '外部任务失败',
    'async-continuation': '异步执行',
    'timer-start-event': '定时启动',
    'timer-start-event-subprocess': '定时启动子流程',
    'timer-intermediate-transition': '定时等待',
    'timer-transition': '到时触发'
  }],
  ['td.configuration', { 'async-before': '执行之前', 'async-after': '执行之后' }],
  ['th.state', { 'State': '状态' }],
  ['td.state', { 'Created': '已创建', 'Failed': '失败', 'Deleted': '已删除', 'Successful': '成功' }],
  ['td.message', { 'Message is null.': '没有出错信息' }],
  ['.value-wrapper a', { 'Download': '下载', 'Upload': '上传' }],
  ['.loading-text', { 'Loading diagram': '正在加载图形' }],
  ['p.invalid', { 'Invalid Date Value.': '日期填写得不对。' }],
  ['.selection', { 'Select all': '全选', 'Unselect all': '全部取消' }],
  ['td.permissions, .modal-body dd', permissions],
  ['.tooltip', { 'Toggle this section': '展开或收起这一栏', 'Suspended Job Definition': '作业定义已暂停' }],
  ['.hit-policy, .tjs-table thead', tableWords]
];

const attributes = ['title', 'placeholder', 'aria-label'];

const attributeWords = {
  'zoom in': '放大',
  'zoom out': '缩小',
  'reset zoom': '恢复原来的大小',
  'Select all': '全选',
  'Input type': '条件的类型',
  'Input values': '条件的取值范围',
  'Output type': '结果的类型',
  'Output values': '结果的取值范围',
  'Output label': '结果的名称',
  'No overlap is possible and all rules are disjoint. Only a single rule can be matched': '各条规则互不重叠，只会命中一条',
  'Rules may overlap. The first matching rule will be chosen': '规则可以重叠，取最先命中的一条',
  'Rules may overlap. The one with the highest priority will be chosen': '规则可以重叠，取优先级最高的一条',
  'Rules may overlap. Their output have to match': '规则可以重叠，命中的各条结果必须相同',
  'Collects the values of all matching rules': '收集命中的各条规则的结果',
  'Collects the values of all matching rules and sums up to a single value': '收集命中的各条规则的结果并合计',
  'Collects the values of all matching rules and uses the lowest value': '收集命中的各条规则的结果，取最小的',
  'Collects the values of all matching rules and uses the highest value': '收集命中的各条规则的结果，取最大的',
  'Collects the values of all matching rules and counts the number of them': '收集命中的各条规则的结果，计算个数',
  'Collects the values of all matching rules in rule order': '按规则顺序收集命中的各条规则的结果',
  'Collects the values of all matching rules in decreasing output priority order': '按结果的优先级从高到低收集'
};

const attributePatterns = [
  [/^Decision name: (.*)$/, name => `决策名称：${name}`],
  [/^Input label: (.*)$/, name => `条件的名称：${name}`],
  [/^Input expression: (.*)$/, text => `条件的表达式：${text}`],
  [/^Variable value of type (.+) is not shown$/, type => `类型为${type}的变量不显示值`]
];

const configurationPatterns = [
  [/^DATE: (.*)$/, when => `日期：${when}`],
  [/^DURATION: (.*)$/, when => `时长：${when}`],
  [/^CYCLE: (.*)$/, when => `周期：${when}`]
];

/** What the apps call a thing inside one of their messages. */
const things = { 'process definition': '流程定义', 'decision definition': '决策定义', 'decision instance': '决策实例' };

const messagePatterns = [
  [/^(process definition|decision definition|decision instance)(显示失败.*)$/s, (thing, rest) => things[thing] + rest],
  [/^(没有编号为 .+ 的)(process definition|decision definition|decision instance)$/s, (start, thing) => start + things[thing]],
  [/^(.*)Invalid Date Value\. Supported pattern '.*$/s, start => `${start}日期填写得不对，请按“年-月-日”填写，如 2026-01-31。`]
];

function matched(patterns, english) {
  for (const [pattern, inChinese] of patterns) {
    const found = pattern.exec(english);
    if (found) {
      return inChinese(...found.slice(1));
    }
  }
  return null;
}

function has(words, word) {
  return Object.prototype.hasOwnProperty.call(words, word);
}

/** A word, or several with commas between them, all of which have to be known. */
function inWords(words, english) {
  const parts = english.split(', ');
  return parts.every(part => has(words, part)) ? parts.map(part => words[part]).join('、') : null;
}

function chineseText(element, english) {
  for (const [place, words] of places) {
    const inChinese = element.closest(place) ? inWords(words, english) : null;
    if (inChinese) {
      return inChinese;
    }
  }
  if (element.closest('td.configuration')) {
    return matched(configurationPatterns, english);
  }
  return element.closest('[notifications-panel], .alert') ? matched(messagePatterns, english) : null;
}

function translateText(text) {
  const english = text.data.trim();
  const inChinese = /[A-Za-z]/.test(english) && text.parentElement ? chineseText(text.parentElement, english) : null;
  if (inChinese) {
    text.data = text.data.replace(english, () => inChinese);
  }
}

function translateAttributes(element) {
  for (const attribute of attributes) {
    const english = element.getAttribute(attribute);
    const inChinese = english && (has(attributeWords, english) ? attributeWords[english] : matched(attributePatterns, english));
    if (inChinese) {
      element.setAttribute(attribute, inChinese);
    }
  }
}

function translateAll(root) {
  translateAttributes(root);
  root.querySelectorAll('[title],[placeholder],[aria-label]').forEach(translateAttributes);
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    translateText(texts.currentNode);
  }
}

if (language.split('-')[0] !== 'en') {
  new MutationObserver(changes => {
    for (const change of changes) {
      if (change.type === 'childList') {
        change.addedNodes.forEach(node => {
          if (node.nodeType === Node.TEXT_NODE) {
            translateText(node);
          } else if (node.nodeType === Node.ELEMENT_NODE) {
            translateAll(node);
          }
        });
      } else if (change.type === 'characterData') {
        translateText(change.target);
      } else {
        translateAttributes(change.target);
      }
    }
  }).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: attributes });
  translateAll(document.body);
}
