// The apps' date picker takes its month and day names from AngularJS, not from the locale file.
// The same file lies in each app that has a date picker.
define(['angular'], function (angular) {
  // as the apps choose their language: the browser's first, Chinese unless that is English
  const language = ((navigator.languages && navigator.languages[0]) || navigator.language || '').toLowerCase();
  const module = angular.module('supervision.chineseDates', []);
  if (language.split('-')[0] === 'en') {
    return module;
  }

  const months = Array.from({ length: 12 }, (_, index) => index + 1 + '月');
  const days = ['日', '一', '二', '三', '四', '五', '六'];

  module.config(['$provide', function ($provide) {
    $provide.decorator('$locale', ['$delegate', function ($locale) {
      Object.assign($locale.DATETIME_FORMATS, {
        MONTH: months,
        SHORTMONTH: months,
        STANDALONEMONTH: months,
        DAY: days.map(day => '星期' + day),
        SHORTDAY: days,
        FIRSTDAYOFWEEK: 0,
        AMPMS: ['上午', '下午']
      });
      return $locale;
    }]);
  }]);

  module.run(['$injector', function ($injector) {
    if ($injector.has('uibDatepickerConfig')) {
      Object.assign($injector.get('uibDatepickerConfig'), {
        formatDay: 'd',
        formatDayTitle: 'yyyy年M月',
        formatMonthTitle: 'yyyy年',
        showWeeks: false,
        startingDay: 1
      });
    }
  }]);

  return module;
});
