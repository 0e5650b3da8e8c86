import math
import pygame as pg

# 常量
宽, 高 = 780, 580
半径 = 195
角速度 = 0.55
重力 = 480
弹性 = 0.92
摩擦 = 0.35
球半径 = 12

左心 = (宽 / 2 - 72, 高 / 2)
右心 = (宽 / 2 + 72, 高 / 2)


def 顶点(心, 角):
    # 六边形六个顶点
    return [(心[0] + 半径 * math.cos(角 + k * math.pi / 3), 心[1] + 半径 * math.sin(角 + k * math.pi / 3)) for k in range(6)]


def 裁剪(甲, 乙):
    # 逐边裁剪得到交集
    for k in range(6):
        (ax, ay), (bx, by) = 乙[k], 乙[(k + 1) % 6]
        结果 = []
        for i in range(len(甲)):
            p, q = 甲[i], 甲[(i + 1) % len(甲)]
            s = (bx - ax) * (p[1] - ay) - (by - ay) * (p[0] - ax)
            t = (bx - ax) * (q[1] - ay) - (by - ay) * (q[0] - ax)
            if s >= 0:
                结果.append(p)
            if s * t < 0:
                u = s / (s - t)
                结果.append((p[0] + u * (q[0] - p[0]), p[1] + u * (q[1] - p[1])))
        甲 = 结果
    return 甲


def 碰撞(球, 点, 心, w):
    x, y, vx, vy = 球
    for k in range(6):
        (ax, ay), (bx, by) = 点[k], 点[(k + 1) % 6]
        长 = math.hypot(bx - ax, by - ay)
        nx, ny = (ay - by) / 长, (bx - ax) / 长
        距 = (x - ax) * nx + (y - ay) * ny
        if 距 < 球半径 * 0.3:
            # 先把球推回内侧
            x += nx * (球半径 * 0.3 - 距)
            y += ny * (球半径 * 0.3 - 距)
            # 墙在接触点的速度
            wx = -w * (y - ny * 球半径 - 心[1])
            wy = w * (x - nx * 球半径 - 心[0])
            vn = (vx - wx) * nx + (vy - wy) * ny
            vt = (vy - wy) * nx - (vx - wx) * ny
            if vn < 0:
                vn = min(max(-弹性 * vn, 235), 580)
                vt *= 1 - 摩擦
                vx = wx + vn * nx - vt * ny
                vy = wy + vn * ny + vt * nx
    return [x, y, vx, vy]


pg.init()
屏幕 = pg.display.set_mode((宽, 高))
时钟 = pg.time.Clock()
左角, 右角 = 0.0, 0.5
球 = [宽 / 2, 高 / 2, 60.0, 0.0]
轨迹 = []
运行 = True
while 运行:
    for e in pg.event.get():
        if e.type == pg.QUIT:
            运行 = False
    for _ in range(10):
        h = 1 / 600
        左角 -= 角速度 * h      # 屏幕上逆时针
        右角 += 角速度 * h      # 屏幕上顺时针
        左, 右 = 顶点(左心, 左角), 顶点(右心, 右角)
        球[3] += 重力 * h
        球[0] += 球[2] * h
        球[1] += 球[3] * h
        for _ in range(5):
            球 = 碰撞(球, 左, 左心, -角速度)
            球 = 碰撞(球, 右, 右心, 角速度)
    轨迹.append((球[0], 球[1]))
    轨迹 = 轨迹[-36:]

    屏幕.fill((250, 248, 240))
    pg.draw.polygon(屏幕, (250, 205, 215), 裁剪(左, 右))
    pg.draw.polygon(屏幕, (25, 60, 220), 左, 4)
    pg.draw.polygon(屏幕, (20, 150, 50), 右, 4)
    for i in range(1, len(轨迹)):
        f = i / len(轨迹)
        颜色 = (int(250 - 40 * f), int(205 - 150 * f), int(215 - 160 * f))
        pg.draw.line(屏幕, 颜色, 轨迹[i - 1], 轨迹[i], 1 + int(7 * f))
    pg.draw.circle(屏幕, (215, 0, 20), (球[0], 球[1]), 球半径)
    pg.display.flip()
    时钟.tick(60)
pg.quit()
