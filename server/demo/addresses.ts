import type { Random } from '../../shared/domain/random.ts';
import type { ShipTo } from '../../shared/domain/rows.ts';

/** Real provinces, cities and districts; streets, compounds and people are invented, phones masked as platforms mask them. */
const cities: readonly { region: string; city: string; districts: readonly string[]; post: string; share: number }[] = [
  { region: '上海市', city: '上海市', districts: ['浦东新区', '闵行区', '徐汇区', '宝山区'], post: '2000', share: 8 },
  { region: '北京市', city: '北京市', districts: ['朝阳区', '海淀区', '丰台区', '通州区'], post: '1000', share: 7 },
  { region: '广东省', city: '广州市', districts: ['天河区', '番禺区', '白云区', '海珠区'], post: '5100', share: 7 },
  { region: '广东省', city: '深圳市', districts: ['南山区', '龙岗区', '宝安区', '福田区'], post: '5180', share: 7 },
  { region: '浙江省', city: '杭州市', districts: ['余杭区', '西湖区', '萧山区', '滨江区'], post: '3100', share: 6 },
  { region: '浙江省', city: '宁波市', districts: ['鄞州区', '海曙区'], post: '3150', share: 3 },
  { region: '江苏省', city: '苏州市', districts: ['吴中区', '姑苏区', '相城区'], post: '2150', share: 5 },
  { region: '江苏省', city: '南京市', districts: ['江宁区', '鼓楼区', '建邺区'], post: '2100', share: 5 },
  { region: '四川省', city: '成都市', districts: ['武侯区', '锦江区', '双流区', '成华区'], post: '6100', share: 5 },
  { region: '湖北省', city: '武汉市', districts: ['洪山区', '江汉区', '武昌区'], post: '4300', share: 4 },
  { region: '陕西省', city: '西安市', districts: ['雁塔区', '未央区', '碑林区'], post: '7100', share: 3 },
  { region: '山东省', city: '青岛市', districts: ['市南区', '崂山区', '黄岛区'], post: '2660', share: 3 },
  { region: '湖南省', city: '长沙市', districts: ['岳麓区', '雨花区'], post: '4100', share: 3 },
  { region: '福建省', city: '厦门市', districts: ['思明区', '集美区'], post: '3610', share: 2 },
  { region: '辽宁省', city: '沈阳市', districts: ['和平区', '浑南区'], post: '1100', share: 2 },
  { region: '云南省', city: '昆明市', districts: ['五华区', '盘龙区'], post: '6500', share: 2 },
  { region: '黑龙江省', city: '哈尔滨市', districts: ['南岗区', '道里区'], post: '1500', share: 1 },
  { region: '新疆维吾尔自治区', city: '乌鲁木齐市', districts: ['天山区', '沙依巴克区'], post: '8300', share: 1 },
];

const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'];
const givenNames = [
  '伟',
  '芳',
  '娜',
  '敏',
  '静',
  '磊',
  '洋',
  '艳',
  '勇',
  '杰',
  '欣怡',
  '子涵',
  '梓萱',
  '浩然',
  '思远',
  '雨桐',
  '俊杰',
  '佳琪',
  '晓彤',
  '明轩',
];
const roads = [
  '听松路',
  '云栖街',
  '望江巷',
  '翠竹路',
  '银杏大道',
  '晨光路',
  '荷风街',
  '青石路',
  '春晓路',
  '书院街',
  '远航路',
  '丹桂路',
];
const compounds = [
  '锦绣家园',
  '碧水湾',
  '阳光里',
  '江南名庭',
  '梧桐苑',
  '星河花园',
  '书香门第',
  '幸福小区',
  '绿洲新城',
  '万和公寓',
];

const places = cities.flatMap((city) => Array.from({ length: city.share }, () => city));

/** A receiver somewhere in China, large cities more often. */
export function chineseAddress(random: Random): ShipTo {
  const { region, city, districts, post } = random.pick(places);
  const home = random.chance(0.75)
    ? `${random.pick(compounds)}${random.int(1, 28)}号楼${random.int(1, 4)}单元${random.int(1, 26)}0${random.int(1, 4)}室`
    : `${random.pick(['产业园', '写字楼', '商务中心'])}${random.pick([...'ABCD'])}座${random.int(2, 30)}层`;
  return {
    name: random.pick(surnames) + random.pick(givenNames),
    phone: `1${random.pick(['38', '59', '77', '86', '95'])}****${String(random.int(0, 9999)).padStart(4, '0')}`,
    country: 'CN',
    region,
    city,
    address: `${random.pick(districts)}${random.pick(roads)}${random.int(1, 880)}号${home}`,
    postcode: `${post}${String(random.int(0, 20)).padStart(2, '0')}`,
  };
}
