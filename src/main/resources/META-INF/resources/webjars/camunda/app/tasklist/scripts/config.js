/*
 * Copyright Camunda Services GmbH and/or licensed to Camunda Services GmbH
 * under one or more contributor license agreements. See the NOTICE file
 * distributed with this work for additional information regarding copyright
 * ownership. Camunda licenses this file to you under the Apache License,
 * Version 2.0; you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

// The stock file of version 7.24.0 with our settings; its commented-out examples are left out.
export default {
  app: {
    name: '待办任务',
    vendor: '政务诚信监督'
  },
  // The loader asks for the part of the browser's language before the hyphen: "zh", never "zh-CN".
  locales: {
    availableLocales: ['zh', 'en'],
    fallbackLocale: 'zh'
  },
  shortcuts: {
    claimTask: {
      key: 'ctrl+alt+c',
      description: '领取所选任务'
    },
    focusFilter: {
      key: 'ctrl+shift+f',
      description: '转到第一个筛选'
    },
    focusList: {
      key: 'ctrl+alt+l',
      description: '转到列表中的第一个任务'
    },
    focusForm: {
      key: 'ctrl+alt+f',
      description: '转到任务表单的第一个输入框'
    },
    startProcess: {
      key: 'ctrl+alt+p',
      description: '打开“发起流程”窗口'
    }
  },
  customScripts: ['scripts/sign-in', '../welcome/scripts/screen-words', 'scripts/form-words', 'scripts/form-typing'],
  requireJsConfig: {
    ngDeps: ['supervision.chineseDates', 'supervision.formSubmit', 'supervision.wordsFirst'],
    deps: ['chinese-dates', 'form-submit', 'words-first'],
    paths: {
      'chinese-dates': 'scripts/chinese-dates',
      'form-submit': 'scripts/form-submit',
      'words-first': '../welcome/scripts/words-first'
    }
  },
  // The first-visit greeting advertises the vendor's English welcome page.
  disableWelcomeMessage: true
};
